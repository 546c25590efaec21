// A person of version 3 whose record Medicare merged into another: the link is followed once (contract claims-data 2.2).
import { describe, expect, it } from 'vitest'
import { Unreadable } from '@/lib/errors'
import { playMedicare, signedInBrowser } from '@/lib/session/testing'
import { getProfile } from './profile'

const { medicare } = await playMedicare({ BLUE_BUTTON_VERSION: '3' })

const merged = { username: 'BBUser29995' }
const paths = () => medicare.controls.journal.entries().filter(({ route }) => route === 'patient').map(({ path }) => path)
const load = async () => (await signedInBrowser(medicare, merged)).browser.run(() => getProfile())

describe('a merged record', () => {
  it('is shown as the record it was merged into, asked for once', async () => {
    await expect(load()).resolves.toMatchObject({ kind: 'shared', value: { name: expect.any(String), bornOn: expect.any(String), medicareNumber: expect.any(String), mergedInto: null } })
    expect(paths()).toEqual(['/v3/fhir/Patient/', expect.stringMatching(/^\/v3\/fhir\/Patient\/[^/]+\/$/)])
  })

  it.each<[string, Parameters<typeof medicare.controls.faults.add>[0]['action']]>([
    ['is of another person', { kind: 'edit-json', set: { id: '-99' } }],
    ['was merged once more', { kind: 'edit-json', set: { link: [{ type: 'replaced-by', other: { reference: 'Patient/-98' } }] } }],
    ['is refused', { kind: 'answer', status: 404, body: '{}' }],
    ['is no record', { kind: 'answer', status: 200, body: '<html>' }],
  ])('when what it leads to %s, no empty page is shown', async (_, action) => {
    const { browser } = await signedInBrowser(medicare, merged)
    medicare.controls.faults.add({ match: { route: 'patient', afterCount: 1 }, action })
    await expect(browser.run(() => getProfile())).rejects.toBeInstanceOf(Unreadable)
  })
})
