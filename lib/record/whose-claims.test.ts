// "See these claims" shows the claims that were counted: for every provider, the card of the
// provider and the list it leads to agree, whatever was cancelled, changed or decided before the care.
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { listCurrentClaims } from '@/lib/claims/current'
import { filterClaims, listChoices, makeSearchable, noFilter } from '@/lib/claims/filter'
import { listProviders } from '@/lib/claims/providers'
import { setSettings, signedInBrowser } from '@/lib/session/testing'
import { type RunningSandbox, startSandbox } from '@/sandbox/testing'
import { listAllClaims } from './claims'

let medicare: RunningSandbox

beforeAll(async () => {
  medicare = await startSandbox()
  setSettings(medicare)
  vi.spyOn(process.stdout, 'write').mockReturnValue(true)
})

afterAll(() => medicare.stop())

/** Somebody with care and drugs, with everything filled, with drugs alone, and with every trap of the contract. */
const people = ['00123', '10000', '29992', '29997']

it.each(people)('BBUser%s: each card says as many claims as its list has, and goes by the name that can be chosen', async (number) => {
  const { browser } = await signedInBrowser(medicare, { username: `BBUser${number}` })
  const current = listCurrentClaims((await browser.run(() => listAllClaims('en'))).claims)
  const { treated, pharmacies } = listProviders(current)
  const cards = [...treated, ...pharmacies].filter(({ key }) => key !== null)
  const [searchable, choices] = [makeSearchable(current), new Map(listChoices(current, 'en').providers.map(({ key, name }) => [key, name]))]
  const lists = cards.map(({ key }) => filterClaims(searchable, { ...noFilter, provider: key }).length)
  expect(cards.length).toBeGreaterThan(1)
  expect(lists).toEqual(cards.map(({ totals }) => totals.count))
  expect(cards.map(({ key }) => choices.get(key ?? ''))).toEqual(cards.map(({ name, number: own }) => (own === null ? name : `${name}, ${own}`)))
})
