// The knobs of the organizations' emulators: each is turned once, for one client, what it promises is looked for, and a
// neighbour does not notice.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { grantOf, postForm, postJson, told } from '@/sandbox/organizations/testing'
import { cdcClients, changeClients, optumClients } from '@/sandbox/organizations/credentials'
import type { Credentials } from '@/sandbox/organizations/credentials'
import { openStage } from './testing'
import type { Stage } from './testing'

let stage: Stage
const change = changeClients.sandbox
const cdc = cdcClients.sandbox
const optum = optumClients.sandbox

beforeAll(async () => {
  stage = await openStage()
})
beforeEach(() => stage.sandbox.controls.reset())
afterAll(() => stage.sandbox.stop())

const turn = (name: string, { clientId }: Credentials, value?: number) => stage.turn(name, { clientId, ...(value !== undefined && { value }) })
const changeUrl = () => `${stage.url}/change-healthcare/apip/auth/v2/token`
const askChange = (client: Credentials = change) => postForm(changeUrl(), grantOf(client))
const askCdc = ({ clientId, clientSecret }: Credentials = cdc) => postJson(`${stage.url}/cdc/v0/token/gen`, { clientID: clientId, clientSecret, scopes: ['UPLOAD'] })
const optumUrl = () => `${stage.url}/optum/apip/auth/sntl/v1/token`
const askOptum = (client: Credentials = optum) => postJson(optumUrl(), grantOf(client))
const bodyOf = async (answer: Promise<Response>) => Object((await told(answer))[1])

describe('gateways', () => {
  it.each<[string, number, string | null]>([
    ['gateway-502', 502, null],
    ['gateway-503', 503, null],
    ['gateway-504', 504, null],
    ['gateway-busy', 429, '2'],
    ['gateway-busy-without-time', 429, null],
  ])('%s: %i with Retry-After %j', async (name, status, retryAfter) => {
    turn(name, change)
    const answer = await askChange()
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([status, retryAfter])
    expect((await askChange(changeClients.oddSecret)).status).toBe(200)
  })

  it('gateway-busy: for as long as asked', async () => {
    turn('gateway-busy', cdc, 300)
    expect((await askCdc()).headers.get('retry-after')).toBe('300')
  })
})

describe('Change Healthcare', () => {
  it.each<[string, () => Promise<unknown>, unknown]>([
    ['change-answer-v1', async () => Object.keys(await bodyOf(askChange())), ['accessToken', 'token_type', 'expires_in']],
    ['change-json', async () => (await postJson(changeUrl(), grantOf(change))).status, 200],
    ['change-host-retired', async () => (await askChange()).status, 503],
    ['change-token-life', async () => (await bodyOf(askChange()))['expires_in'], 7_200],
  ])('%s', async (name, look, expected) => {
    expect(await look()).not.toEqual(expected)
    turn(name, change)
    expect(await look()).toEqual(expected)
  })
})

describe('CDC', () => {
  const kindOf = async () => {
    const { expiration } = await bodyOf(askCdc())
    return typeof expiration === 'string' ? (expiration.includes('T') ? 'date' : 'text') : expiration > 1e11 ? 'milliseconds' : 'seconds'
  }
  const withBearer = async () => {
    const { token } = await bodyOf(askCdc())
    return (await fetch(`${stage.url}/cdc/v0/echo`, { headers: { authorization: `Bearer ${token}` } })).status
  }
  const oldToken = async () => {
    const { token } = await bodyOf(askCdc())
    await fetch(`${stage.url}/cdc/v0/token/refresh`, { method: 'POST', headers: { authorization: token } })
    return (await fetch(`${stage.url}/cdc/v0/echo`, { headers: { authorization: token } })).status
  }
  const minutesOff = async () => Math.round((Date.parse((await askCdc()).headers.get('date') ?? '') - Date.now()) / 60_000)
  const minutesToLive = async () => Math.round((await bodyOf(askCdc()))['expiration'] / 60 - Date.now() / 60_000)

  it.each<[string, () => Promise<unknown>, unknown]>([
    ['cdc-header-lenient', withBearer, 200],
    ['cdc-expiration-milliseconds', kindOf, 'milliseconds'],
    ['cdc-expiration-text', kindOf, 'text'],
    ['cdc-expiration-date', kindOf, 'date'],
    ['cdc-old-token-dies', oldToken, 401],
    ['cdc-date-missing', async () => (await askCdc()).headers.get('date'), null],
    ['cdc-clock-ahead', minutesOff, 10],
    ['cdc-clock-behind', minutesOff, -10],
    ['cdc-token-life', minutesToLive, 1],
  ])('%s', async (name, look, expected) => {
    expect(await look()).not.toEqual(expected)
    turn(name, cdc)
    expect(await look()).toEqual(expected)
  })
})

describe('Optum Real', () => {
  const ask = async () => {
    const { access_token: token } = await bodyOf(askOptum())
    const headers = { authorization: `Bearer ${token}`, providerTaxId: optum.taxIds[0] }
    return told(postJson(`${stage.url}/optum/oihub/claim/inquiry/v1`, { query: '{ claims }' }, headers))
  }
  const refusedShape = async () => {
    const { access_token: token } = await bodyOf(askOptum())
    stage.sandbox.controls.clock.advance(3_600_000)
    const [, body] = await told(fetch(`${stage.url}/optum/echo`, { headers: { authorization: `Bearer ${token}` } }))
    return Object.keys(Object(body))
  }

  it.each<[string, () => Promise<unknown>, unknown]>([
    ['optum-form', async () => (await askOptum()).status, 415],
    ['optum-both', async () => (await postForm(optumUrl(), grantOf(optum))).status, 200],
    ['optum-extras', async () => (await bodyOf(askOptum()))['refresh_expires_in'], 0],
    ['optum-unauthorized-message', refusedShape, ['message', 'statusCode']],
    ['optum-token-failing', async () => (await askOptum()).status, 500],
    ['optum-graph-errors', async () => Object((await ask())[1])['data'], null],
    ['optum-graph-failing', async () => (await ask())[0], 500],
    ['optum-token-life', async () => (await bodyOf(askOptum()))['expires_in'], 60],
  ])('%s', async (name, look, expected) => {
    expect(await look()).not.toEqual(expected)
    turn(name, optum)
    expect(await look()).toEqual(expected)
  })
})

describe('the table', () => {
  it('has a proof for each knob of the organizations', () => {
    expect(stage.unproven('organizations')).toEqual([])
  })
})
