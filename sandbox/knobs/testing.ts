// Where every knob is turned once: a sandbox with one person connected, and the list of the knobs that were turned. A
// test that asks for a knob here must look for what it promises.
import { cast, mainApp } from '@/sandbox/bluebutton/cast'
import { connect } from '@/sandbox/bluebutton/walk'
import type { Tokens } from '@/sandbox/bluebutton/walk'
import { startSandbox } from '@/sandbox/testing'
import type { RunningSandbox } from '@/sandbox/testing'
import { knobs } from './knobs'
import type { KnobArea, KnobScope } from './knobs'

export interface Outcome {
  readonly kind: 'answer' | 'silence' | 'broken'
  readonly status?: number
  readonly headers?: Headers
  readonly body?: string
}

export interface Stage {
  readonly sandbox: RunningSandbox
  readonly url: string
  readonly username: string
  /** Everything as at the start, and the person connected to the main app once more. */
  begin(): Promise<Tokens>
  /** Turns a knob for the main app alone, and remembers that it was. */
  turn(name: string, scope?: KnobScope): void
  /** The names of the faults that fired since the beginning. */
  fired(): readonly string[]
  /** The knobs of these areas that nobody turned on this stage. */
  unproven(...areas: readonly KnobArea[]): readonly string[]
}

/** Opens the stage. */
export async function openStage(): Promise<Stage> {
  const sandbox = await startSandbox({ apps: cast })
  const { url, controls } = sandbox
  const turned = new Set<string>()
  const username = 'BBUser09001'
  return {
    sandbox,
    url,
    username,
    unproven: (...areas) => knobs.filter(({ area }) => areas.includes(area)).map(({ name }) => name).filter(name => !turned.has(name)),
    async begin() {
      controls.reset()
      const tokens = await connect({ url, app: mainApp, username })
      controls.journal.clear()
      return tokens
    },
    turn(name, scope = {}) {
      turned.add(name)
      if (!controls.turn(name, { clientId: mainApp.clientId, ...scope })) throw new Error(`There is no knob ${name}`)
    },
    fired: () => controls.journal.entries().flatMap(entry => entry.faults),
  }
}

/** What became of a call: an answer, silence within a moment, or a broken line. */
export async function outcomeOf(request: (signal: AbortSignal) => Promise<Response>, patienceMs = 20_000): Promise<Outcome> {
  const signal = AbortSignal.timeout(patienceMs)
  try {
    const answer = await request(signal)
    return { kind: 'answer', status: answer.status, headers: answer.headers, body: await answer.text() }
  } catch {
    return { kind: signal.aborted ? 'silence' : 'broken' }
  }
}

export function isJson(body: string | undefined): boolean {
  try {
    JSON.parse(body ?? '')
    return true
  } catch {
    return false
  }
}
