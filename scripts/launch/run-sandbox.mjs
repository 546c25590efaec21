// Starts the sandbox from one file made of its sources: loading two hundred files one by one would take three times as
// long. Plain JavaScript, so that nothing has to be translated before it runs. The bundle is made anew at each start.
import { build } from 'esbuild'
import { rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..')
// In a folder of its own: two that start at once must not read each other's half.
const folder = await mkdtemp(path.join(tmpdir(), 'plainclaim-sandbox-'))
const outfile = path.join(folder, 'sandbox.mjs')
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))

await build({
  absWorkingDir: root,
  entryPoints: ['sandbox/main.ts'],
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  logLevel: 'error',
  outfile,
  banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
})
await import(pathToFileURL(outfile).href)
