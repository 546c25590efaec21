// A file of apps is read whole or refused with one sentence, and no sentence repeats a secret.
import { describe, expect, it } from 'vitest'
import { readApps, testApp } from './apps'

const id = 'A'.repeat(40)
const right = { client_id: id, client_secret: 'very-secret', name: 'An app', redirect_uris: ['https://app.example/cb'] }
const text = (...entries: unknown[]) => JSON.stringify(entries)

describe('a file of apps', () => {
  it('is a list; what is left out is as at CMS', () => {
    expect(readApps(text(right), 'file')).toEqual([{
      clientId: id, clientSecret: 'very-secret', name: 'An app', redirectUris: ['https://app.example/cb'],
      demographics: true, access: 'THIRTEEN_MONTH', active: true,
    }])
  })

  it.each(['ONE_TIME', 'RESEARCH_STUDY', 'THIRTEEN_MONTH'])('knows the kind %s', access => {
    expect(readApps(text({ ...right, access, demographics: false, active: false }), 'file')).toMatchObject([{ access, demographics: false, active: false }])
  })

  it('may name its policy and terms', () => {
    const pages = { policy_uri: 'https://app.example/privacy', tos_uri: 'https://app.example/terms' }
    expect(readApps(text({ ...right, ...pages }), 'file')).toMatchObject([{ policyUri: pages.policy_uri, tosUri: pages.tos_uri }])
  })

  it.each<[string, string, string]>([
    ['no JSON', '{', 'file: this is not JSON.'],
    ['no list', '{}', 'file: a JSON array of apps is expected.'],
    ['an empty list', '[]', 'file: a JSON array of apps is expected.'],
    ['an entry that is none', '[1]', 'file: app 1: an object is expected.'],
    ['a short id', text({ ...right, client_id: 'abc' }), 'file: app 1: client_id must be 40 letters and digits.'],
    ['no secret', text({ ...right, client_secret: '' }), 'file: app 1: client_secret must be visible characters without spaces.'],
    ['no name', text({ ...right, name: ' ' }), 'file: app 1: name must be some text.'],
    ['no address', text({ ...right, redirect_uris: [] }), 'file: app 1: redirect_uris must be a list of addresses.'],
    ['half an address', text({ ...right, redirect_uris: ['/cb'] }), 'file: app 1: each of redirect_uris must be a whole address without a fragment.'],
    ['a fragment', text({ ...right, redirect_uris: ['https://a.example/#x'] }), 'file: app 1: each of redirect_uris must be a whole address without a fragment.'],
    ['an unknown kind', text(right, { ...right, client_id: 'B'.repeat(40), access: 'FOREVER' }), 'file: app 2: access must be one of THIRTEEN_MONTH, ONE_TIME, RESEARCH_STUDY.'],
    ['a flag that is none', text({ ...right, active: 'yes' }), 'file: app 1: active must be true or false.'],
    ['an id of 41', text({ ...right, client_id: 'A'.repeat(41) }), 'file: app 1: client_id must be 40 letters and digits.'],
    ['an id with a sign', text({ ...right, client_id: `${'A'.repeat(39)}-` }), 'file: app 1: client_id must be 40 letters and digits.'],
    ['an id that is a number', text({ ...right, client_id: 12 }), 'file: app 1: client_id must be 40 letters and digits.'],
    ['a secret that is a number', text({ ...right, client_secret: 12 }), 'file: app 1: client_secret must be visible characters without spaces.'],
    ['a name that is a list', text({ ...right, name: [] }), 'file: app 1: name must be some text.'],
    ['addresses that are one text', text({ ...right, redirect_uris: 'https://a.example/cb' }), 'file: app 1: redirect_uris must be a list of addresses.'],
    ['an address that is a number', text({ ...right, redirect_uris: [1] }), 'file: app 1: redirect_uris must be a list of addresses.'],
    ['demographics that are text', text({ ...right, demographics: 'true' }), 'file: app 1: demographics must be true or false.'],
    ['a kind that is a number', text({ ...right, access: 13 }), 'file: app 1: access must be one of THIRTEEN_MONTH, ONE_TIME, RESEARCH_STUDY.'],
    ['a policy that is no address', text({ ...right, policy_uri: 'privacy.html' }), 'file: app 1: policy_uri must be a web address.'],
    ['terms that would run', text({ ...right, tos_uri: 'javascript:alert(1)' }), 'file: app 1: tos_uri must be a web address.'],
    ['one id twice', text(right, right), 'file: two apps have the same client_id.'],
  ])('refuses %s', (_, content, words) => {
    expect(() => readApps(content, 'file')).toThrow(words)
    expect(() => readApps(content, 'file')).not.toThrow('very-secret')
  })

  it('is not needed: the test app has an id like any other', () => {
    expect(testApp.clientId).toMatch(/^[A-Za-z0-9]{40}$/)
  })
})
