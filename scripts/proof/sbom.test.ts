// The list of what runs with the product names every package with its checksum (quality SUP-03), and nothing of this machine.
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { homedir, tmpdir } from 'node:os'
import path from 'node:path'
import { expect, it } from 'vitest'
import { writeSbom } from './sbom'

it('names every package that runs, by its checksum, and no folder or host (SUP-03)', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'plainclaim-'))
  try {
    expect(await writeSbom(process.cwd(), folder)).toBeGreaterThan(50)
    const text = await readFile(path.join(folder, 'sbom.cdx.json'), 'utf8')
    expect(text).toContain('"pkg:npm/next@')
    expect(text).not.toContain(process.cwd())
    expect(text).not.toContain(homedir() === '/' ? '\0' : `${homedir()}/`)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})
