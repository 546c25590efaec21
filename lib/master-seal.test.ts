// What lies on disk outlives the program: texts that an earlier version sealed open as they did (SES-09).
import { expect, it } from 'vitest'
import { Secret } from '@/lib/secret'
import { openUnderMaster } from './master-seal'

const key = { id: 'k1', key: new Secret(Buffer.alloc(32, 1).toString('base64url')) }
const sealed = 'm1.k1.nz7Swr0i3SqLxAbFjV2aNftyQApZja6k-kQVUrV1WtXhB1zxSPGGEeAaWQLtKmoNeBFHXu15-g'

it('a text of the first version opens, for its own purpose only', () => {
  expect(openUnderMaster(sealed, [key], 'audit key')).toBe('a text of the first version')
  expect(openUnderMaster(sealed, [key], 'another purpose')).toBeNull()
})
