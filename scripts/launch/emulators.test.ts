// A first start has all four connections; a person's own ones are never mixed with them.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { systems } from '@/lib/connections/connection'
import { readConnectionSettings } from '@/lib/connections/settings'
import { withEmulators } from './emulators'
import { makePlan } from './plan'

const url = 'http://localhost:8000'

describe('the connections of a first start', () => {
  it('lead to the four emulators', () => {
    const profiles = readConnectionSettings(withEmulators({}, url))
    expect(systems.map((system) => [profiles[system].baseUrl, profiles[system].credentials !== null, profiles[system].environment])).toEqual(
      systems.map((system) => [`${url}/${system}`, true, 'sandbox']),
    )
  })

  it("leave a person's own connection as it is", () => {
    const own = { BCDA_CLIENT_ID: 'mine', BCDA_CLIENT_SECRET: 'my-own-secret', BCDA_EXPORT_FOLDER: 'exports' }
    const { bcda, cdc } = readConnectionSettings(withEmulators(own, url))
    expect([bcda.baseUrl, bcda.credentials?.clientId, cdc.baseUrl]).toEqual(['https://sandbox.bcda.cms.gov', 'mine', `${url}/cdc`])
  })

  it('reach the app and not the sandbox; wrong ones keep both from starting', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'plainclaim-'))
    try {
      const { app, sandbox } = await makePlan(folder, { NODE_ENV: 'test', CDC_CLIENT_ID: 'mine', CDC_CLIENT_SECRET: 'own', CDC_SCOPES: 'UPLOAD' })
      expect(app.env).toMatchObject({ BCDA_URL: `${sandbox?.url}/bcda`, CDC_CLIENT_ID: 'mine', CONNECTIONS_EMULATED: 'yes' })
      expect(app.env).not.toHaveProperty('CDC_URL')
      expect(Object.keys(sandbox?.env ?? {}).filter((name) => /^(BCDA|CDC|OPTUM|CHANGE_HEALTHCARE|CONNECTIONS)_/.test(name))).toEqual([])
      await expect(makePlan(folder, { NODE_ENV: 'test', OPTUM_DATA_MOOD: 'mock' })).rejects.toThrow('OPTUM_DATA_MOOD is not a setting')
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  })
})
