// Claims of version 1, which is of an older FHIR: they are listed and counted, and a page says why none of them opens.
// First, so that Next finds what it needs before any page is loaded.
import { createBrowser, setSettings, testOrigin } from '@/lib/session/testing'
import { randomBytes } from 'node:crypto'
import { renderToStaticMarkup } from 'react-dom/server'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { clear, exportAll, linesOf, type Source, startSource, type TestWorld, testWorld, wholeExport } from '@/lib/connections/bulk-export/testing'
import { beginOperatorSession } from '@/lib/operator/operator'
import ClaimPage from './[id]/claims/[claimId]/page'
import ClaimsPage from './[id]/claims/page'

// It watches the end of the session, which takes a browser.
vi.mock('@/components/operator/operator-watch', () => ({ OperatorWatch: () => null }))

let source: Source
let world: TestWorld
beforeAll(async () => {
  source = await startSource([{ type: 'ExplanationOfBenefit', bytes: linesOf('ExplanationOfBenefit', 3, () => ({ type: { coding: [{ system: 'https://bluebutton.cms.gov/resources/codesystem/eob-type', code: 'CARRIER' }] } })) }])
  world = await testWorld(source.connection)
  const app = { clientId: 'Kj3nQ8xVb2LwYc6RzTf1HsDm9PgAe4Uo7iN5XtBq', clientSecret: randomBytes(32).toString('base64url') }
  setSettings({ url: 'http://localhost:8000', app, signIn: async () => null }, { BCDA_EXPORTS_FOLDER: world.folder })
  vi.spyOn(process.stdout, 'write').mockReturnValue(true)
})
afterAll(async () => {
  vi.restoreAllMocks()
  await source.stop()
  await clear(world)
})

it.each([[1, false], [2, true]] as const)('version %i: claims are listed, and lead on to where they open: %s', async (version, opens) => {
  const { id } = await exportAll(world, { ...wholeExport, version })
  const browser = createBrowser(testOrigin)
  const cookie = await browser.run(() => beginOperatorSession({ ref: 'terminal', name: 'Terminal', via: 'link' }))
  browser.cookies.set(cookie.name, cookie.value)
  const show = (page: () => Promise<React.ReactNode>) => browser.run(async () => renderToStaticMarkup(await page()))
  const list = await show(() => ClaimsPage({ params: Promise.resolve({ id }), searchParams: Promise.resolve({}) }))
  const one = await show(() => ClaimPage({ params: Promise.resolve({ id, claimId: '-0' }) }))
  expect(list).toContain('-0')
  expect(list.includes(`href="/operator/exports/${id}/claims/-0"`)).toBe(opens)
  expect(list.includes('Claims of version 1 can be counted here and not opened')).toBe(!opens)
  expect(one.includes('Version 1 writes claims in an older form')).toBe(!opens)
  expect(one).not.toContain('a shape that we do not know')
})
