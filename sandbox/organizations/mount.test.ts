// What all emulators of organizations have in common, whichever they are: an address, a greeting, a memory that ends.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cdcClients, changeClients, optumClients } from './credentials'
import { startSandbox } from '@/sandbox/testing'
import type { RunningSandbox } from '@/sandbox/testing'
import { grantOf, postForm, postJson, textIn } from './testing'

let sandbox: RunningSandbox
beforeAll(async () => {
  sandbox = await startSandbox()
})
afterAll(() => sandbox.stop())

describe('every organization', () => {
  it('is named on the start page and at start, by the address a client needs', async () => {
    const page = await (await fetch(sandbox.url)).text()
    for (const { path, greeting } of sandbox.organizations.all) {
      expect(page).toContain(`<code>${sandbox.url}${path}</code>`)
      expect(greeting('http://here').join()).toContain(`http://here${path}`)
    }
  })

  it('answers unknown paths itself: Blue Button is not behind it', async () => {
    for (const { path } of sandbox.organizations.all) {
      const answer = await fetch(`${sandbox.url}${path}/v2/fhir/Patient`)
      expect([answer.status, (await answer.text()).includes('<html')]).toEqual([404, false])
    }
  })

  it('leaves Blue Button alone', async () => {
    expect((await fetch(`${sandbox.url}/v2/fhir/metadata`)).status).toBe(200)
    expect((await fetch(`${sandbox.url}/cdcx/v0/echo`)).headers.get('content-type')).toMatch(/html/)
  })

  it('forgets its tokens and replaced secrets at a reset', async () => {
    const { sandbox: optum } = optumClients
    const askOptum = () => postJson(`${sandbox.url}/optum/apip/auth/sntl/v1/token`, grantOf(optum))
    const change = await textIn(postForm(`${sandbox.url}/change-healthcare/apip/auth/v2/token`, grantOf(changeClients.sandbox)), 'access_token')
    const { clientId, clientSecret, scopes } = cdcClients.sandbox
    const cdc = await textIn(postJson(`${sandbox.url}/cdc/v0/token/gen`, { clientID: clientId, clientSecret, scopes }), 'token')
    const statuses = () =>
      Promise.all([
        fetch(`${sandbox.url}/change-healthcare/echo`, { headers: { authorization: `Bearer ${change}` } }).then(({ status }) => status),
        fetch(`${sandbox.url}/cdc/v0/echo`, { headers: { authorization: cdc } }).then(({ status }) => status),
      ])
    sandbox.organizations.optum.memory.rotate(optum.clientId, 'another')
    expect([await statuses(), (await askOptum()).status]).toEqual([[200, 200], 401])
    sandbox.controls.reset()
    expect([await statuses(), (await askOptum()).status]).toEqual([[401, 401], 200])
  })
})
