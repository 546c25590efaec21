// The apps that play in the sandbox's own tests, one of each kind.
import type { App } from '@/sandbox/apps'

function app(name: string, more: Partial<App> = {}): App {
  return {
    clientId: name.replace(/[^A-Za-z]/g, '').padEnd(40, '0'),
    clientSecret: `secret-of-${name.replaceAll(' ', '-')}`,
    name,
    redirectUris: ['https://app.example/callback'],
    demographics: true,
    access: 'THIRTEEN_MONTH',
    active: true,
    ...more,
  }
}

export const mainApp = app('Main App')
export const otherApp = app('Other App', { redirectUris: ['https://other.example/callback'] })
export const manyAddresses = app('Many Addresses', {
  redirectUris: [
    'https://app.example/callback',
    'http://127.0.0.1/callback',
    'myapp://callback',
    'https://app.example/q?a=1',
  ],
})
export const noDemographics = app('No Demographics', { demographics: false })
export const oneTimeApp = app('One Time App', { access: 'ONE_TIME' })
export const researchApp = app('Research App', { access: 'RESEARCH_STUDY' })
export const inactiveApp = app('Inactive App', { active: false })

/** All of them, to start a sandbox with; the first is the usual one. */
export const cast: readonly App[] = [
  mainApp,
  otherApp,
  manyAddresses,
  noDemographics,
  oneTimeApp,
  researchApp,
  inactiveApp,
]
