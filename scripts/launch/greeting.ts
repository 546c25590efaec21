// What a newcomer reads when everything runs: where it is, whom to sign in as, and how to keep a name private.
import type { Plan } from './plan'
import type { Running } from './processes'
import { appName, sandboxName } from './programs'

export interface TestSignIn {
  readonly username: string
  readonly password: string
  readonly goodFor: string
}

const peopleToTry: readonly TestSignIn[] = [
  { username: 'BBUser00000', password: 'PW00000!', goodFor: '52 claims: everyday use' },
  { username: 'BBUser00012', password: 'PW00012!', goodFor: '497 claims: a long history' },
  { username: 'BBUser00003', password: 'PW00003!', goodFor: 'no claims yet' },
  { username: 'BBUser08158', password: 'PW08158!', goodFor: 'all eight kinds of claim' },
]

/** The lines to print once the app answers, with the sign-ins that the sandbox made from SANDBOX_RECORDS. */
export function greet(plan: Plan, running: readonly Running[]): readonly string[] {
  if (!plan.sandbox) return ['', `Plainclaim is running at ${plan.app.url}`, figures(plan), ...listOperatorLink(running), 'Stop it with Ctrl-C.', '']
  const recorded = listRecorded(running)
  return [
    '',
    `Plainclaim is running at ${plan.app.url}`,
    `The sandbox that stands in for Medicare is at ${plan.sandbox.url}. It is not Medicare.`,
    figures(plan),
    ...listOperatorLink(running),
    '',
    'Open the first address, connect, and sign in as:',
    ...peopleToTry.map(asRow),
    ...(recorded.length > 0 ? ['', 'From the records folder:', ...recorded] : []),
    '',
    'To keep your name private, untick the personal information box on the consent page.',
    'Stop both with Ctrl-C.',
    '',
  ]
}

function figures({ metricsUrl }: Plan): string {
  return `Figures of its running, in OpenMetrics, are at ${metricsUrl}`
}

/** The app says at start how operators may sign in, before anybody reads along. */
function listOperatorLink(running: readonly Running[]): readonly string[] {
  const lines = running.find(({ name }) => name === appName)?.lastLines() ?? []
  return lines.filter((line) => line.startsWith('Operator sign-in, ')).slice(-1)
}

/** The sandbox itself says at start whom it found in the folder and what it could not read. */
function listRecorded(running: readonly Running[]): readonly string[] {
  const lines = running.find(({ name }) => name === sandboxName)?.lastLines() ?? []
  return lines.filter((line) => /^(Recorded person: |Skipped )/.test(line)).map((line) => `  ${line.replace('Recorded person: ', '')}`)
}

function asRow({ username, password, goodFor }: TestSignIn): string {
  return `  ${username.padEnd(24)} ${password.padEnd(16)} ${goodFor}`
}
