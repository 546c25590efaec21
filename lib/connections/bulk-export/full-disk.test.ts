// A disk that is really full, from the kernel's own mouth: the export stops in words, nothing half-written is taken for whole,
// and with room again it goes on (quality BLK-06, contract C-B9). A small disk in memory is mounted for it where that is allowed;
// writing fails with the kernel's own word wherever there is /dev/full.
import { execFileSync, spawnSync } from 'node:child_process'
import { closeSync, existsSync, openSync, rmSync, writeSync } from 'node:fs'
import { mkdtemp, open, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { isNoRoom, openExportDesk } from './export-desk'
import { readLedger } from './keep/ledger'
import { clear, exportAll, linesOf, type Source, startSource, testWorld, wholeExport } from './testing'

const files = Array.from({ length: 9 }, (_, file) => ({
  type: 'ExplanationOfBenefit',
  bytes: linesOf('ExplanationOfBenefit', 100, (line) => ({ id: `-${file}-${line}`, text: 'x'.repeat(4_000) })),
}))
const toEnd: (() => unknown)[] = []
let source: Source

beforeEach(async () => {
  source = await startSource(files, { looks: 0 })
  toEnd.push(() => source.stop())
})
afterEach(async () => {
  vi.restoreAllMocks()
  for (const end of toEnd.splice(0).toReversed()) await end()
})

/** Mounted for a moment, to see whether it may be; the reason when not. */
const noMount = ((): string | null => {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'only root on Linux may mount a small disk'
  const place = execFileSync('mktemp', ['-d'], { encoding: 'utf8' }).trim()
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', place])
  if (status === 0) spawnSync('umount', [place])
  rmSync(place, { recursive: true, force: true })
  return status === 0 ? null : 'this machine lets nobody mount a small disk'
})()
if (noMount) console.warn(`A full disk is not tried with a whole export: ${noMount}.`)

async function smallDisk(size: string): Promise<{ readonly folder: string; readonly grow: () => void }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'small-disk-'))
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', folder])
  toEnd.push(async () => {
    execFileSync('umount', ['-l', folder])
    await rm(folder, { recursive: true, force: true })
  })
  return { folder, grow: () => void execFileSync('mount', ['-o', 'remount,size=16m', folder]) }
}

/** Takes all the room there is. */
function fill(folder: string): void {
  const file = openSync(path.join(folder, 'ballast'), 'a')
  try {
    for (let bytes = 65_536; bytes >= 1; ) {
      try {
        writeSync(file, Buffer.alloc(bytes))
      } catch {
        bytes = Math.floor(bytes / 2)
      }
    }
  } finally {
    closeSync(file)
  }
}

/** Files that are neither whole nor known to be unfinished: there must be none. */
async function halves(folder: string, id: string): Promise<readonly string[]> {
  const all = await readdir(path.join(folder, id), { recursive: true })
  const listed = new Set((await readLedger(path.join(folder, id))).map(({ name }) => `files/${name}`))
  return all.filter((name) => name.endsWith('.part') || (name.startsWith('files/') && !listed.has(name)))
}

describe.skipIf(noMount)('a small disk', () => {
  it('that fills up with the files stops the export; what was good stays, and with room it fetches the rest', async () => {
    const { folder, grow } = await smallDisk('1800k')
    const world = await testWorld(source.connection, { folder })
    const { desk, id, view } = await exportAll(world)
    expect(view).toMatchObject({ state: 'stopped', reason: 'disk-full', canResume: true })
    expect(await desk.get(id)).toMatchObject({ state: 'stopped', reason: 'disk-full', canResume: true })
    expect(await halves(folder, id)).toEqual([])
    expect(await desk.verify(id)).toBeNull()
    grow()
    const fetched = source.asked.length
    const before = (await readLedger(path.join(folder, id))).length
    await desk.resume(id)
    expect(await desk.settled(id)).toMatchObject({ state: 'downloaded', progress: { filesDone: 9 } })
    expect(source.asked.slice(fetched).filter((line) => line.includes('/data/'))).toHaveLength(9 - before)
    expect(await desk.verify(id)).toMatchObject({ ok: true })
    const same = await Promise.all(files.map(async ({ bytes }, index) => bytes.equals(await readFile(path.join(desk.store.filesOf(id), `ExplanationOfBenefit.${String(index + 1).padStart(4, '0')}.ndjson`)))))
    expect(same).toEqual(files.map(() => true))
    expect(source.kickOffs()).toBe(1)
  })

  it.each(['before-kick-off', 'after-kick-off', 'before-poll', 'manifest-kept', 'before-rename', 'before-ledger', 'before-finish'])(
    'without one byte left %s: told, resumable in the same process once there is room, and asked for once over there',
    async (at) => {
      const { folder } = await smallDisk('8m')
      let full = false
      const world = await testWorld(source.connection, { folder, onStep: (step) => (step === at && !full ? (fill(folder), (full = true)) : undefined) })
      const { desk, id, view } = await exportAll(world)
      expect([full, view]).toMatchObject([true, { state: 'stopped', reason: 'disk-full', canResume: true }])
      expect(await desk.get(id)).toMatchObject({ isWorking: false, canResume: true, isComplete: false })
      expect(await halves(folder, id)).toEqual([])
      // The lock it gave back made room for one more.
      fill(folder)
      expect(await desk.resume(id).catch(isNoRoom)).toBe(true)
      await rm(path.join(folder, 'ballast'))
      await desk.resume(id)
      expect(await desk.settled(id)).toMatchObject({ state: 'downloaded', progress: { filesDone: 9 } })
      expect(await desk.verify(id)).toMatchObject({ ok: true })
      expect(source.asked.filter((line) => line.includes('$export'))).toHaveLength(1)
    },
  )

  it('that is full begins no export, says so, and can be emptied by removing one', async () => {
    const { folder } = await smallDisk('8m')
    const world = await testWorld(source.connection, { folder })
    const { desk, id } = await exportAll(world)
    fill(folder)
    expect(await desk.start(wholeExport).catch(isNoRoom)).toBe(true)
    expect(source.kickOffs()).toBe(1)
    await desk.remove(id)
    await rm(path.join(folder, 'ballast'))
    expect(await desk.list()).toEqual([])
  })
})

const noFull = existsSync('/dev/full') ? null : 'there is no /dev/full'
if (noFull) console.warn(`A disk that refuses a write is not tried: ${noFull}.`)

describe.skipIf(noFull)('a write that the kernel refuses', () => {
  it('in the middle of files leaves none of them behind, and the export waits for room', async () => {
    const world = await testWorld(source.connection)
    toEnd.push(() => clear(world))
    const full = openSync('/dev/full', 'w')
    toEnd.push(() => closeSync(full))
    const handle = await open('/dev/null', 'w')
    const kind: { write(piece: Buffer): unknown } = Object.getPrototypeOf(handle)
    await handle.close()
    const refuse = vi.spyOn(kind, 'write').mockImplementation(async (piece) => writeSync(full, piece))
    const desk = openExportDesk(world)
    const { id } = await desk.start(wholeExport)
    expect(await desk.settled(id)).toMatchObject({ state: 'stopped', reason: 'disk-full', canResume: true })
    expect(refuse).toHaveBeenCalled()
    expect(await readdir(desk.store.filesOf(id))).toEqual([])
    refuse.mockRestore()
    await desk.resume(id)
    expect(await desk.settled(id)).toMatchObject({ state: 'downloaded' })
  })
})
