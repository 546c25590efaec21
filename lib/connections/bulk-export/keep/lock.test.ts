// Who may work on an export (quality BLK-01).
import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isLocked, takeLock } from './lock'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'lock-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const held = (number: number, holder: object) =>
  writeFile(path.join(folder, `lock.${number}`), JSON.stringify({ pid: process.pid, born: null, host: hostname(), released: false, ...holder }))

describe('one at a time (BLK-01)', () => {
  it('of 20 who ask at once one gets it; when it is given back, one more', async () => {
    for (let round = 0; round < 3; round += 1) {
      const taken = (await Promise.all(Array.from({ length: 20 }, () => takeLock(folder)))).filter((lock) => lock !== null)
      expect(taken).toHaveLength(1)
      expect(await isLocked(folder)).toBe(true)
      await taken[0]?.release()
      expect(await isLocked(folder)).toBe(false)
    }
  })

  it.each<[string, object]>([
    ['whose process is gone', { pid: 2_147_483_000 }],
    ['whose number another process has now', { born: '1' }],
  ])('a holder %s holds nothing', async (_, holder) => {
    await held(7, holder)
    expect(await isLocked(folder)).toBe(false)
    expect(await takeLock(folder)).not.toBeNull()
  })

  it('a holder on another machine holds it as long as it gives signs of life', async () => {
    await held(3, { host: 'elsewhere' })
    expect(await takeLock(folder)).toBeNull()
    const before = new Date(Date.now() - 61_000)
    await utimes(path.join(folder, 'lock.3'), before, before)
    expect(await takeLock(folder)).not.toBeNull()
  })

  it('a file that nobody finished holds nothing', async () => {
    await writeFile(path.join(folder, 'lock.1'), '{"pid":')
    expect(await takeLock(folder)).not.toBeNull()
  })
})
