// The import table is only worth its breaches: each rule is shown to catch one.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkFile, listViolations } from './import-rules'
import { rooms } from './import-table'
import { listImports } from './imports'

const server = "import 'server-only'\n"

describe('a breach is caught', () => {
  it.each([
    ['a page that opens the vault', 'app/claims/page.tsx', "import { openVault } from '@/lib/vault/vault'"],
    ['a type borrowed from a forbidden room', 'components/claims/row.tsx', "import type { Grant } from '@/lib/vault/grant'"],
    ['a re-export', 'components/claims/row.tsx', "export { log } from '@/lib/log'"],
    ['a dynamic import', 'components/claims/row.tsx', "export const load = () => import('@/lib/session/session')"],
    ['a type read through import()', 'components/claims/row.tsx', "export type T = import('@/lib/bluebutton/fhir').Fhir"],
    ['the sandbox borrowing from the client', 'sandbox/server.ts', "import { scopes } from '@/lib/bluebutton/provider'"],
    ['the client borrowing from the sandbox', 'lib/claims/row.ts', "import { ids } from '@/sandbox/people/ids'"],
    ['a journey that reaches into the app', 'e2e/sign-in.spec.ts', "import { env } from '@/lib/env'"],
    ['anything that imports app', 'components/site-nav.tsx', "import { x } from '@/app/for-page'"],
    ['a test that uses more than the sandbox for tests', 'lib/claims/row.test.ts', "import { x } from '@/sandbox/server'"],
    ['the product using what is for tests', 'lib/claims/row.ts', "import { sample } from '@/lib/claims/translate/fixtures/version-two'"],
    ['React in the room that speaks to Medicare', 'lib/bluebutton/fhir.ts', `${server}import { cache } from 'react'`],
    ['the network in the pure room', 'lib/claims/row.ts', "import { request } from 'node:https'"],
    ['a package of another room', 'lib/record/claims.ts', `${server}import { Client } from 'fhir-kit-client'`],
    ['a package of another room, by its file', 'lib/record/claims.ts', `${server}import { Client } from '@/node_modules/fhir-kit-client/lib/client.js'`],
    ['a step up', 'lib/claims/words/kind.ts', "import { kinds } from '../claim'"],
    ['another room without @/', 'lib/format.ts', "import { x } from './claims/claim'"],
    ['a missing server-only', 'lib/vault/vault.ts', "import { x } from '@/lib/errors'"],
    ['a server-only that is not first', 'lib/vault/vault.ts', "import { x } from '@/lib/errors'\nimport 'server-only'"],
    ['a barrel', 'lib/claims/index.ts', "export * from './claim'"],
    ['a folder that is in no room', 'helpers/text.ts', 'export const x = 1'],
    ['an import of a folder that is in no room', 'app/page.tsx', "import { x } from '@/helpers/text'"],
  ])('%s', (_, file, source) => {
    expect(checkFile(file, source)).toHaveLength(1)
  })
})

describe('what the table allows passes', () => {
  it.each([
    ['app/claims/page.tsx', "import { listClaims } from '@/lib/record/claims'\nimport Link from 'next/link'"],
    ['lib/record/claims.ts', `${server}import { open } from '@/lib/session/session'`],
    ['lib/session/connect.test.ts', "import { startSandbox } from '@/sandbox/testing'\nimport fc from 'fast-check'"],
    ['sandbox/server.ts', "import { Hono } from 'hono'\nimport { x } from './people/directory'\nimport { y } from '@/sandbox/controls'"],
    ['lib/claims/words/kind.ts', "import type { Claim } from '@/lib/claims/claim'"],
    ['bench/read.ts', "import { sample } from '@/lib/claims/translate/fixtures/version-two'"],
    ['lib/claims/translate/fixtures/mutate.ts', "import fc from 'fast-check'"],
    ['scripts/proof/seeded.ts', "import fc from '@/node_modules/fast-check/lib/fast-check.js'"],
    ['playwright.config.ts', "import { findChromium } from './scripts/proof/chromium'"],
  ])('%s', (file, source) => {
    expect(checkFile(file, source)).toEqual([])
  })
})

it('text that only looks like an import is no import', () => {
  expect(listImports("const text = `import x from '@/app/page'`\n// import '@/app/page'", 'a.ts')).toEqual([])
})

it('every row names rooms that exist', () => {
  const names = new Set(rooms.map((room) => room.name))
  expect(rooms.flatMap((room) => room.mayImport).filter((name) => !names.has(name))).toEqual([])
})

describe('a planted breach in a tree', () => {
  let root = ''
  beforeAll(async () => {
    root = await mkdtemp(path.join(tmpdir(), 'plainclaim-'))
    await mkdir(path.join(root, 'components', 'claims'), { recursive: true })
    await mkdir(path.join(root, 'node_modules', 'other'), { recursive: true })
    await writeFile(path.join(root, 'components', 'claims', 'row.tsx'), "import '@/lib/vault/vault'\n")
    await writeFile(path.join(root, 'node_modules', 'other', 'index.js'), "import '../up'\n")
  })
  afterAll(() => rm(root, { recursive: true, force: true }))

  it('is found with its file, and what others wrote is left alone', async () => {
    expect(await listViolations(root)).toEqual(['components/claims/row.tsx: components may not import lib/vault (@/lib/vault/vault)'])
  })
})
