// The knobs of bulk exports: each is turned once, for one client, and what it promises is looked for.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { asksForExport, basic, diagnosticsOf, setOf, tell } from '@/sandbox/organizations/bcda/testing'
import type { Told } from '@/sandbox/organizations/bcda/testing'
import { openStage } from './testing'
import type { Stage } from './testing'

let stage: Stage
const set = setOf('simple XS')
const neighbour = setOf('advanced XS')
const scope = { clientId: set.clientId }

beforeAll(async () => {
  stage = await openStage()
})
beforeEach(() => stage.sandbox.controls.reset())
afterAll(() => stage.sandbox.stop())

const base = () => `${stage.url}/bcda`
const askToken = (by = set) => tell(`${base()}/auth/token`, { method: 'POST', headers: basic(by.clientId, by.clientSecret) })
const tokenOf = async (by = set): Promise<string> => String(Object(JSON.parse((await askToken(by)).text)).access_token)
const kickOff = async (path = '/api/v2/Patient/$export?_type=Patient', by = set) => tell(base() + path, { token: await tokenOf(by), headers: asksForExport })
const shared = encodeURIComponent('ExplanationOfBenefit?_tag=https://bluebutton.cms.gov/fhir/CodeSystem/System-Type|SharedSystem')

async function job(afterMs: number, by = set): Promise<Told> {
  const at = String((await kickOff(undefined, by)).headers['content-location'])
  stage.sandbox.controls.clock.advance(afterMs)
  return tell(at, { token: await tokenOf(by) })
}

async function fileOf(by = set): Promise<string> {
  return String(Object(JSON.parse((await job(5_000, by)).text)).output[0].url)
}

const statusOf = async (told: Promise<Told>) => (await told).status
const said = async (told: Promise<Told>) => {
  const it = await told
  return [it.status, it.status === 202 ? undefined : diagnosticsOf(it)]
}

/** What a knob changes, how it looks, and what it looks like then. A neighbour's must look as before. */
const rows: readonly (readonly [name: string, look: (by: typeof set) => Promise<unknown>, expected: unknown])[] = [
  ['bcda-token-service-failing', by => statusOf(askToken(by)), 500],
  ['bcda-token-service-slow', by => statusOf(askToken(by)), 503],
  ['bcda-token-check-slow', by => said(kickOff(undefined, by)), [503, 'Internal Error']],
  ['bcda-token-check-misbehaves', by => said(kickOff(undefined, by)), [500, 'Internal Error']],
  ['bcda-token-life', async by => /"expires_in": "(\d+)"/.exec((await askToken(by)).text)?.[1], '60'],
  ['bcda-organization-disabled', by => said(kickOff(undefined, by)), [401, undefined]],
  ['bcda-organization-unknown', by => said(kickOff(undefined, by)), [403, 'Unauthorized Error']],
  ['bcda-organization-denied', by => said(kickOff(undefined, by)), [403, 'ACO (CMS_ID: A9990) is unauthorized']],
  ['bcda-guide', by => statusOf(kickOff(`/api/v3/Patient/$export?_typeFilter=${shared}`, by)), 400],
  ['bcda-v1-v2-closed', by => statusOf(kickOff(undefined, by)), 403],
  ['bcda-v3-closed', by => statusOf(kickOff('/api/v3/Patient/$export', by)), 403],
  ['bcda-people-missing', by => statusOf(kickOff(undefined, by)), 404],
  ['bcda-people-missing-since', by => statusOf(kickOff('/api/v2/Patient/$export?_since=2020-01-01T00:00:00Z', by)), 404],
  ['bcda-people-awaited', by => statusOf(kickOff(undefined, by)), 404],
  ['bcda-runout-missing', by => statusOf(kickOff('/api/v2/Group/runout/$export', by)), 404],
  ['bcda-runout-expired', by => statusOf(kickOff('/api/v2/Group/runout/$export', by)), 404],
  ['bcda-jobs-slow', async by => (await job(5_000, by)).headers['x-progress'], expect.stringMatching(/^In Progress \([78]%\)$/)],
  ['bcda-jobs-fail', by => statusOf(job(5_000, by)), 500],
  ['bcda-file-missing', async by => statusOf(tell(await fileOf(by), { token: await tokenOf(by) })), 404],
  ['bcda-file-damaged', async by => statusOf(tell(await fileOf(by), { token: await tokenOf(by) })), 500],
  ['bcda-file-cut', async by => tell(await fileOf(by), { token: await tokenOf(by) }).then(() => 'whole', () => 'broken'), 'broken'],
  ['bcda-file-short', async by => (await tell(await fileOf(by), { token: await tokenOf(by) })).bytes.length, 4_096],
]

describe('a knob of bulk exports, for one client', () => {
  it.each(rows)('%s', async (name, look, expected) => {
    expect(await look(set)).not.toEqual(expected)
    stage.turn(name, scope)
    expect(await look(neighbour)).not.toEqual(expected)
    expect(await look(set)).toEqual(expected)
  })

  it('bcda-token-limit: one call, and the next is refused', async () => {
    stage.turn('bcda-token-limit', scope)
    expect([await statusOf(askToken()), await statusOf(askToken()), await statusOf(askToken(neighbour))]).toEqual([200, 429, 200])
  })

  it('bcda-duplicates-refused: 429 with the Retry-After of your choice', async () => {
    stage.turn('bcda-duplicates-refused', { ...scope, value: 9 })
    await kickOff()
    const again = await kickOff()
    expect([again.status, again.headers['retry-after']]).toEqual([429, '9'])
  })

  it('bcda-progress-without-number', async () => {
    stage.turn('bcda-jobs-slow', scope)
    stage.turn('bcda-progress-without-number', scope)
    expect((await job(5_000)).headers['x-progress']).toBe('In Progress')
  })

  it('bcda-as-documented: an expired export stays gone', async () => {
    stage.turn('bcda-as-documented', scope)
    expect(await statusOf(job(5 * 86_400_000))).toBe(410)
  })

  it('bcda-people-unknown: an error file beside the data', async () => {
    stage.turn('bcda-people-unknown', scope)
    expect(Object(JSON.parse((await job(5_000)).text)).error.length).toBe(1)
  })

  it('bcda-file-flipped: one byte is another, the rest is not', async () => {
    const [file, token] = [await fileOf(), await tokenOf()]
    const whole = await tell(file, { token })
    stage.turn('bcda-file-flipped', { ...scope, value: 10 })
    const { bytes } = await tell(file, { token })
    expect([...bytes.keys()].filter(at => bytes[at] !== whole.bytes[at])).toEqual([10])
  })

  it('bcda-file-twice: the same once more', async () => {
    const [file, token] = [await fileOf(), await tokenOf()]
    const whole = await tell(file, { token })
    stage.turn('bcda-file-twice', scope)
    expect((await tell(file, { token })).text).toBe(whole.text + whole.text)
  })
})

describe('the table', () => {
  it('has a proof for each knob of bulk exports', () => {
    expect(stage.unproven('bulk exports')).toEqual([])
  })
})
