// The list of everything that runs with the product, in CycloneDX, beside each build (quality SUP-03). npm makes it from the
// lock file alone, without asking anybody; here it is held against that file before it is kept.
import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { z } from 'zod'

const run = promisify(execFile)
const bill = z.object({
  bomFormat: z.literal('CycloneDX'),
  components: z.array(z.object({ purl: z.string(), hashes: z.array(z.object({ alg: z.string() })) })),
})
const manifest = z.looseObject({ devDependencies: z.unknown() })
const lock = z.looseObject({ packages: z.record(z.string(), z.looseObject({ version: z.string().optional(), dev: z.boolean().optional() })) })

/**
 * Writes `sbom.cdx.json` into the folder of the build.
 * @returns how many packages it names
 * @throws Error when npm cannot make it, or it leaves a package out or names one without its SHA-512
 */
export async function writeSbom(root: string, folder = path.join(root, '.next')): Promise<number> {
  const { own, locked } = await readWhatRuns(root)
  const text = await askNpm(own, locked)
  const { components } = bill.parse(JSON.parse(text))
  const named = new Set(components.map(({ purl }) => decodeURIComponent(purl)))
  const missing = Object.entries(locked.packages).filter(([place, { version }]) => place !== '' && !named.has(`pkg:npm/${nameOf(place)}@${version}`))
  if (missing.length > 0) throw new Error(`The list leaves out ${missing.map(([place]) => nameOf(place)).join(', ')}.`)
  if (components.some(({ hashes }) => !hashes.some(({ alg }) => alg === 'SHA-512'))) throw new Error('The list names a package without its SHA-512.')
  await writeFile(path.join(folder, 'sbom.cdx.json'), text)
  return components.length
}

type Manifest = z.infer<typeof manifest>
type Lock = z.infer<typeof lock>

/** `--omit=dev` would leave out what a tool uses too, so npm is shown a product without tools. */
async function readWhatRuns(root: string): Promise<{ own: Omit<Manifest, 'devDependencies'>; locked: Lock }> {
  const read = async (name: string): Promise<unknown> => JSON.parse(await readFile(path.join(root, name), 'utf8'))
  const { devDependencies: _tools, ...own } = manifest.parse(await read('package.json'))
  const whole = lock.parse(await read('package-lock.json'))
  const { devDependencies: _lockedTools, ...top } = whole.packages[''] ?? {}
  const kept = Object.entries(whole.packages).filter(([place, { dev }]) => place !== '' && dev !== true)
  return { own, locked: { ...whole, packages: { '': top, ...Object.fromEntries(kept) } } }
}

async function askNpm(own: Omit<Manifest, 'devDependencies'>, locked: Lock): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'plainclaim-'))
  try {
    // npm calls the product by the name of its folder.
    const place = path.join(folder, 'plainclaim')
    await mkdir(place)
    await writeFile(path.join(place, 'package.json'), JSON.stringify(own))
    await writeFile(path.join(place, 'package-lock.json'), JSON.stringify(locked))
    return (await run('npm', ['sbom', '--sbom-format=cyclonedx', '--package-lock-only'], { cwd: place, maxBuffer: 64 * 1024 * 1024 })).stdout
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** `node_modules/a/node_modules/@b/c` → `@b/c`. */
function nameOf(place: string): string {
  return place.split('node_modules/').at(-1) ?? ''
}
