// Settings fit together or are refused, and say why without repeating a value (contract: organization APIs 5.2 rule 12).
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readSettings } from '@/lib/env'
import { Misconfigured } from '@/lib/errors'
import { systems } from './connection'
import { publishedBcdaIds } from './known-hosts'
import { readConnectionSettings } from './settings'
import { emulatorSettings } from './testing'

const secret = 'a-secret-that-must-never-be-shown'
const bcda = { BCDA_CLIENT_ID: 'an-id', BCDA_CLIENT_SECRET: secret }
const change = { CHANGE_HEALTHCARE_CLIENT_ID: 'an-id', CHANGE_HEALTHCARE_CLIENT_SECRET: secret }
const cdc = { CDC_CLIENT_ID: 'an-id', CDC_CLIENT_SECRET: secret, CDC_SCOPES: 'UPLOAD' }

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plainclaim-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

function problems(env: Record<string, string>): readonly string[] {
  try {
    readConnectionSettings(env)
    return []
  } catch (error) {
    return error instanceof Misconfigured ? error.problems : ['another error']
  }
}

describe('settings of connections', () => {
  it('without any, four systems are there and none is set up', () => {
    const profiles = readConnectionSettings({ PATH: '/bin', CDC_URL: '' })
    expect(systems.map((system) => [profiles[system].credentials, profiles[system].environment, profiles[system].baseUrl.startsWith('https://')])).toEqual(
      systems.map(() => [null, 'sandbox', true]),
    )
  })

  it('production is another address by itself', () => {
    const profiles = readConnectionSettings({ ...bcda, BCDA_ENVIRONMENT: 'production', CDC_ENVIRONMENT: 'production' })
    expect([profiles.bcda.tokenUrl, profiles.cdc.baseUrl]).toEqual(['https://api.bcda.cms.gov/auth/token', 'https://covdch-api.cdc.gov'])
  })

  it.each([...publishedBcdaIds])('the published BCDA id %s is refused with production', (id) => {
    expect(problems({ BCDA_CLIENT_ID: id.toUpperCase(), BCDA_CLIENT_SECRET: secret, BCDA_ENVIRONMENT: 'production' })).toEqual([expect.stringContaining('BCDA_CLIENT_ID')])
    expect(problems({ BCDA_CLIENT_ID: id, BCDA_CLIENT_SECRET: secret, BCDA_URL: 'https://api.bcda.cms.gov' })).toEqual([expect.stringContaining('BCDA_URL')])
    expect(problems({ BCDA_CLIENT_ID: id, BCDA_CLIENT_SECRET: secret, BCDA_TOKEN_URL: 'https://api.bcda.cms.gov/auth/token' })).toEqual([expect.stringContaining('BCDA_TOKEN_URL')])
  })

  it.each<[what: string, env: Record<string, string>, named: string]>([
    ['an id without a secret', { BCDA_CLIENT_ID: secret }, 'BCDA_CLIENT_SECRET'],
    ['a secret without an id', { BCDA_CLIENT_SECRET: secret }, 'BCDA_CLIENT_ID'],
    ['an id with a colon', { ...bcda, BCDA_CLIENT_ID: `${secret}:x` }, 'BCDA_CLIENT_ID'],
    ['a secret on two lines', { ...bcda, BCDA_CLIENT_SECRET: `${secret}\nx` }, 'BCDA_CLIENT_SECRET'],
    ['both kinds of secret', { ...bcda, BCDA_CLIENT_SECRET_FILE: '/etc/hostname' }, 'BCDA_CLIENT_SECRET'],
    ['a file that is not there', { BCDA_CLIENT_ID: 'an-id', BCDA_CLIENT_SECRET_FILE: `/nowhere/${secret}` }, 'BCDA_CLIENT_SECRET_FILE'],
    ['no environment we know', { ...bcda, BCDA_ENVIRONMENT: secret }, 'BCDA_ENVIRONMENT'],
    ['no address', { ...bcda, BCDA_URL: secret }, 'BCDA_URL'],
    ['an address with a password', { ...bcda, BCDA_URL: `https://u:${secret}@example.org` }, 'BCDA_URL'],
    ['an address with a query', { ...bcda, BCDA_URL: `https://example.org/?a=${secret}` }, 'BCDA_URL'],
    ['plain http to elsewhere', { ...bcda, CONNECTIONS_EMULATED: 'yes', BCDA_URL: 'http://example.org' }, 'BCDA_URL'],
    ['plain http to this machine, not asked for', { ...bcda, BCDA_URL: 'http://127.0.0.1:8000/bcda' }, 'BCDA_URL'],
    ['a word for yes that is none', { CONNECTIONS_EMULATED: secret }, 'CONNECTIONS_EMULATED'],
    ['the address of production for the sandbox', { ...change, CHANGE_HEALTHCARE_URL: 'https://apigw.changehealthcare.com' }, 'CHANGE_HEALTHCARE_URL'],
    ['the address of the sandbox for production', { ...cdc, CDC_ENVIRONMENT: 'production', CDC_URL: 'https://covdch-api-stg.cdc.gov' }, 'CDC_URL'],
    ['a day that is none', { ...bcda, BCDA_SECRET_ISSUED: '2026-02-30x' }, 'BCDA_SECRET_ISSUED'],
    ['a typing mistake', { ...bcda, BCDA_CLIENTID: secret }, 'BCDA_CLIENTID'],
    ['a token version we do not know', { ...change, CHANGE_HEALTHCARE_TOKEN_VERSION: 'v3' }, 'CHANGE_HEALTHCARE_TOKEN_VERSION'],
    ['a token and credentials', { ...change, CHANGE_HEALTHCARE_TOKEN: secret }, 'CHANGE_HEALTHCARE_TOKEN'],
    ['no scopes', { ...cdc, CDC_SCOPES: '' }, 'CDC_SCOPES'],
    ['scopes that are none', { ...cdc, CDC_SCOPES: secret }, 'CDC_SCOPES'],
    ['a header that is none', { ...cdc, CDC_TOKEN_HEADER: `a b ${secret}` }, 'CDC_TOKEN_HEADER'],
    ['a certificate without its key', { ...cdc, CDC_CERTIFICATE_FILE: secret }, 'CDC_CERTIFICATE_FILE'],
    ['a secret of the set that is not used', { OPTUM_PRODUCTION_CLIENT_SECRET: secret }, 'OPTUM_PRODUCTION_CLIENT_ID'],
  ])('%s is refused by name', (_, env, named) => {
    const found = problems(env)
    expect(found).toEqual([expect.stringContaining(named)])
    expect(found.join()).not.toContain(secret)
  })

  it('all problems are told at once', () => {
    expect(problems({ BCDA_CLIENT_ID: 'x', CDC_SCOPES: '?', OPTUM_X: 'y' })).toHaveLength(3)
  })

  it('a secret in a file is read anew each time, with the day it was made', async () => {
    const file = join(folder, 'secret')
    await writeFile(file, 'first\n')
    const { credentials } = readConnectionSettings({ BCDA_CLIENT_ID: 'an-id', BCDA_CLIENT_SECRET_FILE: file, BCDA_SECRET_ISSUED: '2026-01-01' }).bcda
    expect(await read()).toEqual(['first', Date.UTC(2026, 0, 1)])
    await writeFile(file, 'second\n2026-03-01\n')
    expect(await read()).toEqual(['second', Date.UTC(2026, 2, 1)])

    async function read() {
      const credential = await credentials?.read()
      return [credential?.secret.reveal(), credential?.issuedAtMs]
    }
  })

  it('settings of exports are none of theirs', () => {
    expect(problems({ BCDA_EXPORT_FOLDER: 'exports' })).toEqual([])
  })

  it("the app's own check knows nothing against them", () => {
    const app = {
      APP_ORIGIN: 'http://localhost:3000',
      BLUE_BUTTON_URL: 'http://localhost:8000',
      BLUE_BUTTON_CLIENT_ID: 'Kj3nQ8xVb2LwYc6RzTf1HsDm9PgAe4Uo7iN5XtBq',
      BLUE_BUTTON_CLIENT_SECRET: 'x'.repeat(64),
      VAULT_KEYS: 'k1:q83vASNFZ4mrze8BI0VniavN7wEjRWeJq83vASNFZ4k',
    }
    expect(() => readSettings({ ...app, ...emulatorSettings('http://localhost:8000') })).not.toThrow()
  })
})
