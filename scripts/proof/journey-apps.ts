// Each worker of the browser journeys has an app of its own at Medicare. When a person agrees anew, Medicare ends the tokens
// that the same app had of them before (contract 2.9), so two journeys of one person would end each other's visits.

export const journeyWorkers = 2

/** What a journey reads of its app from the environment. */
export interface JourneyApp {
  readonly E2E_APP_URL: string
  readonly E2E_METRICS_URL: string
  /** Every line that it prints. The folder it is in holds all the app keeps. */
  readonly E2E_APP_LOG: string
  readonly E2E_OPERATOR_LINK_FILE: string
}

const names = ['E2E_APP_URL', 'E2E_METRICS_URL', 'E2E_APP_LOG', 'E2E_OPERATOR_LINK_FILE'] as const
const workers = Array.from({ length: journeyWorkers }, (_, worker) => worker)

/** The line that says where everything is, for as many apps as there are workers. */
export function tellWhere(apps: readonly JourneyApp[], sandboxUrl: string, version3Url: string): string {
  return ['journeys may start:', sandboxUrl, version3Url, ...apps.flatMap((app) => names.map((name) => app[name]))].join(' ')
}

/** Reads that line. Playwright keeps each group in the environment, under its name in capitals. */
export const where = new RegExp(
  ['journeys may start:', ...['e2e_sandbox_url', 'e2e_version3_url', ...workers.flatMap((worker) => names.map((name) => nameFor(name, worker).toLowerCase()))].map((group) => `(?<${group}>\\S+)`)].join(' '),
)

/** The app of this worker under the names that journeys use. */
export function appOf(worker: number, env: NodeJS.ProcessEnv): Readonly<Record<string, string>> {
  return Object.fromEntries(names.flatMap((name) => {
    const value = env[nameFor(name, worker % journeyWorkers)]
    return value === undefined ? [] : [[name, value]]
  }))
}

function nameFor(name: string, worker: number): string {
  return `${name}_OF_${worker}`
}
