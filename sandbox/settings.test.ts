// Each setting that makes no sense is refused with one sentence that names it.
import { describe, expect, it } from 'vitest'
import { testApp } from './apps'
import { readSettings } from './settings'

describe('the settings', () => {
  it('are not needed', () => {
    const hosts = ['127.0.0.1', '::1']
    expect(readSettings({})).toEqual({ port: 8_000, hosts, apps: [testApp], recordsFolder: null, testKey: null })
  })

  it('are read when given', () => {
    const settings = { SANDBOX_PORT: '9000', SANDBOX_HOST: '0.0.0.0', SANDBOX_RECORDS: '.', SANDBOX_TEST_KEY: 'k'.repeat(16) }
    expect(readSettings(settings)).toMatchObject({ port: 9_000, hosts: ['0.0.0.0'], recordsFolder: '.', testKey: 'k'.repeat(16) })
  })

  it.each<[string, Record<string, string>, string]>([
    ['a port that is too high', { SANDBOX_PORT: '99999' }, 'SANDBOX_PORT must be a number from 1 to 65535.'],
    ['a port that is no number', { SANDBOX_PORT: 'eighty' }, 'SANDBOX_PORT must be a number from 1 to 65535.'],
    ['port 0', { SANDBOX_PORT: '0' }, 'SANDBOX_PORT must be a number from 1 to 65535.'],
    ['a negative port', { SANDBOX_PORT: '-1' }, 'SANDBOX_PORT must be a number from 1 to 65535.'],
    ['half a port', { SANDBOX_PORT: '80.5' }, 'SANDBOX_PORT must be a number from 1 to 65535.'],
    ['a port with a word', { SANDBOX_PORT: '8000x' }, 'SANDBOX_PORT must be a number from 1 to 65535.'],
    ['records below a file', { SANDBOX_RECORDS: 'package.json/x' }, 'SANDBOX_RECORDS: there is no folder package.json/x.'],
    ['a file of apps that is a folder', { SANDBOX_APPS: '.' }, 'SANDBOX_APPS: the file . cannot be read.'],
    ['records that are not there', { SANDBOX_RECORDS: '/nowhere' }, 'SANDBOX_RECORDS: there is no folder /nowhere.'],
    ['records that are a file', { SANDBOX_RECORDS: 'package.json' }, 'SANDBOX_RECORDS: there is no folder package.json.'],
    ['a file of apps that is not there', { SANDBOX_APPS: '/nowhere.json' }, 'SANDBOX_APPS: the file /nowhere.json cannot be read.'],
    ['a file that lists no apps', { SANDBOX_APPS: 'package.json' }, 'SANDBOX_APPS (package.json): a JSON array of apps is expected.'],
    ['a key that is too short', { SANDBOX_TEST_KEY: 'short' }, 'SANDBOX_TEST_KEY must have at least 16 characters.'],
  ])('are refused: %s', (_, settings, words) => {
    expect(() => readSettings(settings)).toThrow(words)
  })
})
