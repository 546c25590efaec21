// Optum's own ways: C-O1 to C-O4 (contract: organization APIs 8), against its emulators.
import { json } from 'node:stream/consumers'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createConnection } from '@/lib/connections/create-connection'
import { type Bounds, usualBounds } from '@/lib/connections/send'
import { createTestClock, emulatorPaths, emulatorProfiles, type TestClock } from '@/lib/connections/testing'
import { optumClients, type RunningSandbox, startSandbox } from '@/sandbox/testing'

let sandbox: RunningSandbox
let clock: TestClock
beforeAll(async () => {
  sandbox = await startSandbox()
})
beforeEach(() => {
  sandbox.controls.reset()
  clock = createTestClock(sandbox.controls.clock.advance)
})
afterAll(() => sandbox.stop())

const connect = (more: Readonly<Record<string, string>> = {}, bounds: Bounds = usualBounds) =>
  createConnection(emulatorProfiles(sandbox.url, more).optum, { clock, random: () => 0.5, bounds })
const tokenTypes = () => sandbox.controls.journal.entries().filter(({ path }) => path === emulatorPaths.optum.token).map(({ headers }) => headers['content-type'])
const [jsonType, formType] = ['application/json', 'application/x-www-form-urlencoded']
const claims = '/oihub/claim/inquiry/v1'
const question = { method: 'POST', headers: { providerTaxId: '000000001' }, body: '{"query":"{ a }"}', synthetic: true } as const

describe('C-O1 how the body is written', () => {
  it.each([
    ['json', 'json', [jsonType]],
    ['json', 'form', [jsonType, formType]],
    ['form', 'json', [formType, jsonType]],
    ['form', 'both', [formType]],
  ] as const)('we say %s, they want %s: one switch at most, and it is remembered', async (ours, optumBody, types) => {
    sandbox.controls.behave({ optumBody })
    const connection = connect({ OPTUM_BODY_ENCODING: ours })
    expect(await connection.test()).toMatchObject({ ok: true })
    expect(tokenTypes()).toEqual(types)
    connection.invalidate()
    expect(await connection.test()).toMatchObject({ ok: true })
    expect(tokenTypes()).toEqual([...types, types.at(-1)])
    await connection.close()
  })

  it('neither: a failure, and no to and fro', async () => {
    sandbox.controls.faults.add({ match: { path: emulatorPaths.optum.token }, action: { kind: 'answer', status: 415, body: '{}' } })
    const connection = connect()
    expect(await connection.test()).toMatchObject({ ok: false, code: 'protocol-error', status: 415 })
    expect(tokenTypes()).toEqual([jsonType, formType])
    await connection.close()
  })
})

describe('C-O2 replies with more or less than expected', () => {
  it('the odd shape of a refusal gives its reason', async () => {
    const connection = connect({ OPTUM_SANDBOX_CLIENT_SECRET: 'wrong' })
    await expect(connection.request('/echo')).rejects.toMatchObject({ code: 'credential-rejected', status: 401, reason: 'InvalidClient', requestId: expect.stringMatching(/^[\w-]+$/) })
    await connection.close()
  })

  it('further members and an id_token nobody asked for are left alone; two hours are obeyed', async () => {
    sandbox.controls.behave({ optumAnswer: 'with-extras' })
    const connection = connect()
    expect(await connection.test()).toMatchObject({ ok: true })
    expect(connection.status().tokenGoodUntilMs).toBe(Math.round(clock.wallMs()) + 7_200_000)
    await connection.close()
  })

  it.each(['errors', 'message'] as const)('a refused token in the shape of "%s" is renewed', async (optumUnauthorized) => {
    sandbox.controls.behave({ optumUnauthorized })
    const connection = connect()
    await connection.test()
    sandbox.organizations.optum.memory.revoke()
    expect(await connection.test()).toMatchObject({ ok: true })
    await connection.close()
  })

  it('a token service that fails is tried again', async () => {
    sandbox.controls.behave({ optumTokenService: 'failing' })
    const connection = connect()
    expect(await connection.test()).toMatchObject({ ok: false, code: 'token-endpoint-unavailable', status: 500 })
    expect(tokenTypes()).toHaveLength(4)
    await connection.close()
  })
})

describe('C-O3 mock, live and production', () => {
  it('mock answers are asked for on every call, whatever the caller says', async () => {
    const connection = connect(mockOnly)
    for (const headers of [{ ...question.headers }, { ...question.headers, environment: 'live' }, { ...question.headers, Environment: '' }]) {
      const reply = await connection.request(claims, { ...question, headers })
      expect([reply.status, await json(reply.body)]).toEqual([200, expect.objectContaining({ data: expect.anything() })])
    }
    await connection.close()
  })

  it('live ones are not', async () => {
    const connection = connect({ ...mockOnly, OPTUM_DATA_MODE: 'live', OPTUM_TINS_ASSOCIATED: 'yes' })
    // This client has bought nothing: without the header it is refused.
    const reply = await connection.request(claims, question)
    expect(reply.status).toBe(403)
    reply.body.resume()
    await connection.close()
  })

  it('production never sees the header, though a caller sends it', async () => {
    const connection = connect(production())
    const reply = await connection.request(claims, { ...question, headers: { ...question.headers, environment: 'sandbox' } })
    expect(reply.status).toBe(200)
    reply.body.resume()
    expect(sandbox.organizations.optumProduction.memory.violations()).toEqual([])
    await connection.close()
  })

  it('data that is not marked as invented is not sent for a mock answer', async () => {
    const connection = connect()
    await expect(connection.request(claims, { ...question, synthetic: false })).rejects.toMatchObject({ code: 'refused', reason: 'not-synthetic' })
    expect(sandbox.controls.journal.entries()).toEqual([])
    await connection.close()
  })

  it.each<[string, () => Record<string, string>]>([
    ["the sandbox's address for production", () => ({ ...production(), OPTUM_PRODUCTION_URL: 'https://sandbox-apigw.optum.com' })],
    ["production's address for the sandbox", () => ({ OPTUM_SANDBOX_URL: 'https://apigw.optum.com' })],
    ["production's token address for the sandbox", () => ({ OPTUM_SANDBOX_TOKEN_URL: 'https://apigw.optum.com/apip/auth/sntl/v1/token' })],
    ['one id for both', () => ({ ...production(), OPTUM_PRODUCTION_CLIENT_ID: optumClients.sandbox.clientId })],
    ['mock answers of production', () => ({ ...production(), OPTUM_DATA_MODE: 'mock' })],
    ['live answers of the sandbox without its tax ids', () => ({ OPTUM_DATA_MODE: 'live' })],
    ['no word on mock or live', () => ({ OPTUM_DATA_MODE: '' })],
  ])('%s is refused before anything is sent', (_, more) => {
    expect(() => connect(more())).toThrow(/^OPTUM_/)
    expect(sandbox.controls.journal.entries()).toEqual([])
  })

  const mockOnly = { OPTUM_SANDBOX_CLIENT_ID: optumClients.mockOnly.clientId, OPTUM_SANDBOX_CLIENT_SECRET: optumClients.mockOnly.clientSecret }
  const { clientId, clientSecret } = optumClients.production
  const production = () => ({
    OPTUM_ENVIRONMENT: 'production',
    OPTUM_DATA_MODE: 'live',
    OPTUM_PRODUCTION_CLIENT_ID: clientId,
    OPTUM_PRODUCTION_CLIENT_SECRET: clientSecret,
    OPTUM_PRODUCTION_URL: `${sandbox.url}/optum-production`,
  })
})

describe('C-O4 a call that changes something', () => {
  const posts = () => sandbox.controls.journal.entries().filter(({ path }) => path === `/optum${claims}`)

  /** However long the token takes on a busy machine: silence is counted for the call itself. */
  const outcomeOnceAsked = async (connection: ReturnType<typeof connect>) => {
    for (;;) {
      const failure: unknown = await connection.request(claims, question).catch((error: unknown) => error)
      if (posts().length > 0) return failure
    }
  }

  it('is not sent again after silence', async () => {
    sandbox.controls.faults.add({ match: { path: claims }, action: { kind: 'hang', ms: 0 } })
    const connection = connect({}, { ...usualBounds, headMs: 500 })
    expect(await outcomeOnceAsked(connection)).toMatchObject({ code: 'unreachable' })
    expect(posts()).toHaveLength(1)
    await connection.close()
  })

  it('is sent once more after a 401', async () => {
    const connection = connect()
    await connection.test()
    sandbox.organizations.optum.memory.revoke()
    const reply = await connection.request(claims, question)
    expect(reply.status).toBe(200)
    reply.body.resume()
    expect(posts().map(({ status }) => status)).toEqual([401, 200])
    await connection.close()
  })
})
