// Where a Redis server is looked for.
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { findRedis } from './redis'

const folder = mkdtempSync(path.join(tmpdir(), 'plainclaim-redis-path-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

it.each(['redis-server', 'valkey-server'])('%s on PATH is found, wherever it stands there', (name) => {
  const place = path.join(folder, name)
  writeFileSync(place, '')
  chmodSync(place, 0o755)
  expect(findRedis({ NODE_ENV: 'test', PATH: ['/nowhere', folder].join(path.delimiter) })).toBe(place)
  rmSync(place)
})

it('none is null, also when there is no PATH', () => {
  expect(findRedis({ NODE_ENV: 'test', PATH: '/nowhere' })).toBeNull()
  expect(findRedis({ NODE_ENV: 'test' })).toBeNull()
})
