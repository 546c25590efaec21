// One set of connections for a whole process, by the settings in the environment.
import { afterEach, describe, expect, it, vi } from 'vitest'
import { Misconfigured } from '@/lib/errors'
import { systems } from './connection'
import { processConnections } from './process-connections'
import { emulatorSettings } from './testing'

afterEach(() => {
  Reflect.deleteProperty(globalThis, Symbol.for('plainclaim.connections'))
  vi.unstubAllEnvs()
})

describe('the connections of a process', () => {
  it('are the same for everybody', () => {
    for (const [name, value] of Object.entries(emulatorSettings('http://127.0.0.1:9'))) vi.stubEnv(name, value)
    const first = processConnections()
    expect(processConnections()).toBe(first)
    expect(systems.map((system) => first[system].status().credentials)).toEqual(systems.map(() => 'set'))
  })

  it('are there without settings, say that none is set, and refuse to be used', async () => {
    const { bcda } = processConnections()
    expect(bcda.status()).toMatchObject({ credentials: 'missing', clientIdEnd: null, tokenGoodUntilMs: null, lastError: null, secretDueMs: null })
    await expect(bcda.request('/x')).rejects.toMatchObject({ code: 'credentials-missing' })
    expect(await bcda.test()).toMatchObject({ ok: false, code: 'credentials-missing', status: null })
  })

  it('are not there with wrong settings', () => {
    vi.stubEnv('BCDA_CLIENT_ID', 'an-id')
    expect(() => processConnections()).toThrow(Misconfigured)
  })
})
