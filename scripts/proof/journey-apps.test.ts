import { describe, expect, it } from 'vitest'
import { appOf, type JourneyApp, journeyWorkers, tellWhere, where } from './journey-apps'

function app(number: number): JourneyApp {
  const folder = `/tmp/app-${number}`
  return { E2E_APP_URL: `http://localhost:310${number}`, E2E_METRICS_URL: `http://127.0.0.1:950${number}/metrics`, E2E_APP_LOG: `${folder}/app.log`, E2E_OPERATOR_LINK_FILE: `${folder}/link` }
}

describe('the line that says where everything is', () => {
  const apps = Array.from({ length: journeyWorkers }, (_, worker) => app(worker))
  const line = tellWhere(apps, 'http://localhost:8100', 'http://localhost:3300')
  // As Playwright keeps it.
  const env = Object.fromEntries(Object.entries(where.exec(line)?.groups ?? {}).map(([name, value]) => [name.toUpperCase(), value])) as NodeJS.ProcessEnv

  it('gives each worker an app of its own, and all of them one sandbox', () => {
    expect(env).toMatchObject({ E2E_SANDBOX_URL: 'http://localhost:8100', E2E_VERSION3_URL: 'http://localhost:3300' })
    expect(apps.map((_, worker) => appOf(worker, env))).toEqual(apps)
  })

  it('gives a worker too many the app of another, and nobody anything before it was said', () => {
    expect(appOf(journeyWorkers, env)).toEqual(apps[0])
    expect(appOf(0, {} as NodeJS.ProcessEnv)).toEqual({})
  })
})
