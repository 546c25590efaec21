// What a person typed after `npm run soak --`, and what to tell one who typed something else.
import { parseArgs } from 'node:util'
import { type Understood, understand } from '@/scripts/launch/wish'

export const partNames = ['refresh', 'crashes', 'keys', 'rolling', 'load', 'memory', 'crossings'] as const
export type PartName = (typeof partNames)[number]

export interface Wish {
  /** In the order of the list, each once. */
  readonly parts: readonly PartName[]
  /** Fewer rounds and shorter loads, to see that everything works. */
  readonly short: boolean
  /** How long each half of the load lasts. */
  readonly minutes: number
  /** Requests a second of the load and of the rolling restart; null: as many as is asked for. */
  readonly rate: number | null
  /** Signed-in people of the load. */
  readonly people: number
}

export const usage = `npm run soak -- [part ...] [--short] [--minutes 10] [--rate 100] [--people 1000]

  refresh     fifty requests at expiry in two processes, 100 rounds on each store; 20 rounds with all browsers gone
  crashes     a process killed at six points of a refresh, 20 times each, on each store
  keys        the master key replaced under 10,000 records and readers, killed halfway
  rolling     two app processes behind a proxy, restarted 20 times under 50 requests a second, on each store
  load        1,000 signed-in people, 100 requests a second: 10 minutes without a fault, 10 in which 2 of 100 calls fail
  memory      what one more signed-in person costs in memory
  crossings   two people, 5,000 requests each, all mixed: nothing of one in an answer to the other

Without a part all are run, which takes more than an hour. --short takes a few minutes. --rate is for
load and rolling, the other two are for the load.
Builds the app when it changed, and writes what was found into docs/reliability.md, part by part.

Answers 0 when everything asked for was reached, 3 when something was not, 2 when this could not be understood,
130 when it was stopped before it knew.`

/** A wish, or what was wrong with the words; an empty problem asks for help. */
export function readWish(args: readonly string[]): Understood<Wish> {
  return understand(() => {
    const number = { type: 'string' } as const
    const options = { short: { type: 'boolean', default: false }, help: { type: 'boolean', default: false }, minutes: number, rate: number, people: number } as const
    const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options })
    if (values.help) return { problem: '' }
    const unknown = positionals.find((name) => !partNames.some((part) => part === name))
    if (unknown !== undefined) return { problem: `There is no part "${unknown}". Say one of: ${partNames.join(', ')}.` }
    const parts = partNames.filter((name) => positionals.length === 0 || positionals.includes(name))
    const { short } = values
    const minutes = readNumber(values.minutes, short ? 1 : 10)
    const rate = values.rate === undefined ? null : readNumber(values.rate, 0)
    const people = readNumber(values.people, short ? 60 : 1_000)
    if (!minutes || rate === 0 || !people) return { problem: '--minutes, --rate and --people take a number above 0.' }
    return { parts, short, minutes, rate, people: Math.ceil(people) }
  })
}

/** 0 for what is no number above 0. */
function readNumber(text: string | undefined, otherwise: number): number {
  if (text === undefined) return otherwise
  const number = Number(text)
  return Number.isFinite(number) && number > 0 ? number : 0
}
