// More than three hundred addresses made to lead a token away, each sent by Medicare as the link to the next page (quality
// INP-02): a listener stands where they lead, and hears nothing.
import { createServer, type Server } from 'node:http'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { settings } from '@/lib/env'
import { Unreadable } from '@/lib/errors'
import { startSandbox, type RunningSandbox } from '@/sandbox/testing'
import { isBelowBase } from './fhir'
import { getClaimsPage } from './pages'
import { provider } from './provider'
import { connectPerson, type Connected, forgetUpstreams, setSettings } from './testing'

vi.mock('node:timers/promises', () => ({ setTimeout: async () => undefined }))

vi.setConfig({ testTimeout: 120_000 })

let medicare: RunningSandbox
let canary: Server
let person: Connected
let port = 0
let connections = 0

beforeAll(async () => {
  medicare = await startSandbox()
  setSettings(medicare)
  canary = createServer((_request, response) => response.end('{}'))
  canary.on('connection', () => (connections += 1))
  await new Promise<void>((resolve) => canary.listen(0, resolve))
  const address = canary.address()
  port = typeof address === 'object' && address ? address.port : 0
  // One claim: what matters is the link.
  person = await connectPerson(medicare, { username: 'BBUser29991' })
})

afterAll(async () => {
  canary.close()
  await medicare.stop()
})

/** `H` is Medicare's own host and port, `C` the listener's port. */
const hosts = [
  '127.0.0.1:C', 'localhost:C', '[::1]:C', '[::ffff:127.0.0.1]:C', '127.1:C', '2130706433:C', '0x7f000001:C', '0177.0.0.1:C', '0:C', '0.0.0.0:C', '127.0.0.1.:C', 'LOCALHOST:C', 'ⓛocalhost:C', '127。0。0。1:C',
  'H@127.0.0.1:C', 'user:pw@127.0.0.1:C', 'H%40127.0.0.1:C', 'H#@127.0.0.1:C', 'H?@127.0.0.1:C', 'H\\@127.0.0.1:C', '127.0.0.1:C\\@H', '127.0.0.1:C#@H', '127.0.0.1:C?@H', '127.0.0.1:C%2f@H', 'H:pw@127.0.0.1:C', 'H;@127.0.0.1:C',
]
const schemes = ['http://', 'HTTP://', 'https://', '//', '///', '\\\\', '/\\', 'http:', 'http:\\\\', ' http://', 'http:/\t/', 'ht\ntp://', 'http:////']
const elsewhere = [
  '/v2/o/token/', '/v2/o/revoke/', '/v3/fhir/E', '/v1/fhir/E', '/v2/fhirX/E', '/v2/fhir', '/v2/', '/', '/v2/fhir/../o/token/', '/v2/fhir/./../o/token/', '/v2/fhir/%2e%2e/o/token/', '/v2/fhir/..%2fo/', '/v2/fhir/..;/o/', '/v2/fhir\\..\\o',
  '/v2/fhir/E/../../../x', '//v2/fhir/E', '/x/v2/fhir/E', '/V2/fhir/E', '/v2/fhi%72/E', '/v2%2ffhir/E', '/__sandbox/state',
]

function listTricks(): readonly string[] {
  const home = new URL(medicare.url).host
  const fill = (text: string) => text.replaceAll('H', home).replaceAll(':C', `:${port}`)
  const away = schemes.flatMap((scheme) => hosts.map((host) => `${scheme.replaceAll('H', 'h')}${fill(host)}/v2/fhir/ExplanationOfBenefit?startIndex=50`))
  const besides = elsewhere.flatMap((path) => [`${medicare.url}${path}?startIndex=50`, `${path}?startIndex=50`])
  return [...new Set([...away, ...besides])]
}

describe('a link to the next page (INP-02)', () => {
  it('there are more than three hundred tricks, and none of them lies below our base', () => {
    const tricks = listTricks()
    expect(tricks.length).toBeGreaterThan(300)
    expect(tricks.filter((trick) => isBelowBase(trick, provider(settings())))).toEqual([])
  })

  it('leads nobody to the listener: no connection, no token, and the load says that it is not whole', async () => {
    const failures: unknown[] = []
    for (const url of listTricks()) {
      medicare.controls.faults.clear()
      forgetUpstreams()
      medicare.controls.faults.add({ match: { route: 'claims' }, action: { kind: 'edit-json', set: { link: [{ relation: 'next', url }] } } })
      failures.push(await getClaimsPage(person.ref, 0).catch((error: unknown) => error))
    }
    expect(failures.filter((failure) => !(failure instanceof Unreadable))).toEqual([])
    expect(connections).toBe(0)
    expect(medicare.controls.journal.counts()).not.toHaveProperty('revoke')
  })
})
