// A page that brings what only the server may know into a browser's program is no product: the build itself refuses it, even
// where types and the import table were gone around (quality PRV-02).
import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { nextProgram } from '@/scripts/launch/programs'

const root = process.cwd()

const pages = {
  vault: `import { unseal as leaked } from '@/lib/vault/cipher'`,
  token: `import { readTokenReply as leaked } from '@/lib/bluebutton/token-reply'`,
  settings: `import { settings as leaked } from '@/lib/env'`,
  words: `import { formatMoney as leaked } from '@/lib/format'`,
}

let folder = ''
let said = ''

// Within the project, since a build takes nothing from outside its own root; private, as whoever else makes that folder makes it.
beforeAll(async () => {
  await mkdir(path.join(root, '.data'), { recursive: true, mode: 0o700 })
  folder = await mkdtemp(path.join(root, '.data/leaking-build-'))
  const up = path.relative(folder, root)
  const files = {
    'tsconfig.json': JSON.stringify({ extends: `${up}/tsconfig.json`, compilerOptions: { paths: { '@/*': [`${up}/*`] } }, include: ['**/*.tsx'] }),
    'next.config.mjs': `export default { turbopack: { root: ${JSON.stringify(root)} } }\n`,
    // Or the one of the whole product would be built too.
    'instrumentation.ts': 'export {}\n',
    'app/layout.tsx': `export default function Layout({ children }) { return <html lang="en"><body>{children}</body></html> }\n`,
    ...Object.fromEntries(Object.entries(pages).map(([name, line]) => [`app/${name}/page.tsx`, `'use client'\n${line}\nexport default function Page() { return <p>{typeof leaked}</p> }\n`])),
  }
  for (const [name, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true })
    await writeFile(path.join(folder, name), text)
  }
  const env = { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' } as const
  said = await new Promise((resolve) => {
    execFile(process.execPath, [nextProgram, 'build', folder], { cwd: root, env, maxBuffer: 16 * 1024 * 1024 }, (error, stdout, stderr) => resolve(error ? stripVTControlCharacters(stdout + stderr) : 'it was built'))
  })
}, 120_000)

afterAll(() => rm(folder, { recursive: true, force: true }))

/** The traces that the build gives for what it refuses, each to the page it leads to. */
const refusedFor = (page: string): boolean => said.includes(`app/${page}/page.tsx [Client Component Browser]`)

it('is refused, and told why', () => {
  expect(said).toContain(`'server-only' cannot be imported from a Client Component module`)
})

it.each(['vault', 'token', 'settings'])('names the page that would take the %s along', (page) => {
  expect(refusedFor(page)).toBe(true)
})

it('has nothing against a page that takes only what is for everybody', () => {
  expect(refusedFor('words')).toBe(false)
})
