// An embedded file on a full disk, or one that may only be read: told as unavailable in time, and nothing is lost by it
// (AVL-08). Each is done to a process of its own, as a user who is not root and with a limit on what it may write.
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { chmodSync, chownSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { openLibsqlStore } from './libsql-store'

const folder = mkdtempSync(join(tmpdir(), 'plainclaim-outage-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const hour = 60 * 60_000
const record = { sealed: 'v2.k.x.y', endsAtMs: Date.now() + hour, idleEndsAtMs: Date.now() + hour }
const nobody = 65_534
const isRoot = process.getuid?.() === 0

/** Runs a program with `vault` and `openStore` at hand, and gives what it wrote as JSON. */
async function inProcess(url: string, program: string, shell: string): Promise<unknown> {
  const at = (file: string) => JSON.stringify(fileURLToPath(new URL(file, import.meta.url)))
  const text = `
    const { openStore } = await import(${at('./open-store.ts')})
    const { storeUser } = await import(${at('./store-user.ts')})
    const use = storeUser(() => openStore(${JSON.stringify(url)}), 10_000)
    const outcome = (work) => use(work).then((value) => value ?? 'done', (error) => String(error))
    ${program}
    process.exit(0)`
  const child = spawn('sh', ['-c', `${shell} exec "$@"`, 'sh', process.execPath, '--conditions=react-server', '--import', 'tsx', '--input-type=module', '-e', text], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, TMPDIR: folder },
    ...(isRoot ? { uid: nobody, gid: nobody } : {}),
  })
  let out = ''
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()))
  await once(child, 'close')
  return JSON.parse(out)
}

/** A store in a folder of its own, which belongs to the user of the other process. */
async function prepare(name: string): Promise<{ url: string; place: string }> {
  const place = join(folder, name)
  const url = `file:${join(place, 'vault.db')}`
  const store = await openLibsqlStore(url)
  await store.add('a', record)
  await store.close()
  if (isRoot) for (const file of [folder, place, ...readdirSync(place).map((file) => join(place, file))]) chownSync(file, nobody, nobody)
  return { url, place }
}

describe.skipIf(process.platform === 'win32')('an embedded file in trouble', () => {
  it('full: writing is refused, what was kept is still read, and with room again everything works', async () => {
    const { url } = await prepare('full')
    const told = await inProcess(
      url,
      `let stored = 0
       let refused = null
       while (refused === null) {
         const result = await outcome((store) => store.add('more ' + stored, { sealed: ${JSON.stringify(randomBytes(1_500).toString('hex'))}, endsAtMs: ${record.endsAtMs}, idleEndsAtMs: ${record.endsAtMs} }))
         if (result === true) stored += 1
         else refused = result
       }
       const startedAtMs = performance.now()
       const lease = await outcome((store) => store.lease('x'.repeat(5000), 'me', 1000, Date.now()))
       const read = await outcome((store) => store.get('a'))
       process.stdout.write(JSON.stringify({ stored, refused, lease, read, ms: performance.now() - startedAtMs }))`,
      'ulimit -f 600;',
    )
    expect(told).toMatchObject({ refused: 'Unavailable: unavailable: vault store', lease: 'Unavailable: unavailable: vault store', read: { sealed: record.sealed } })
    const { stored, ms } = Object(told)
    expect(stored).toBeGreaterThan(5)
    expect(ms).toBeLessThan(10_000)
    const after = await openLibsqlStore(url)
    await expect(after.get('a')).resolves.toMatchObject({ sealed: record.sealed })
    await expect(after.get(`more ${stored - 1}`)).resolves.not.toBeNull()
    await expect(after.lease('x', 'me', 1_000, Date.now())).resolves.toBeGreaterThan(0)
    await after.close()
  })

  it('read-only: a lease is refused, so that no refresh begins; writable again it works', async () => {
    const { url, place } = await prepare('read-only')
    const modes = (file: number, folder_: number) => {
      for (const name of readdirSync(place)) chmodSync(join(place, name), file)
      chmodSync(place, folder_)
    }
    modes(0o444, 0o555)
    const program = `
       const startedAtMs = performance.now()
       const lease = await outcome((store) => store.lease('x', 'me', 1000, Date.now()))
       const added = await outcome((store) => store.add('b', ${JSON.stringify(record)}))
       process.stdout.write(JSON.stringify({ lease, added, ms: performance.now() - startedAtMs }))`
    const told = await inProcess(url, program, '')
    expect(told).toMatchObject({ lease: 'Unavailable: unavailable: vault store', added: 'Unavailable: unavailable: vault store' })
    expect(Object(told).ms).toBeLessThan(10_000)
    modes(0o600, 0o700)
    expect(await inProcess(url, program, '')).toMatchObject({ lease: expect.any(Number), added: true })
  })
})
