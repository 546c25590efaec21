// Runs the long proofs that were asked for, one after the other, and writes each into the report as soon as it is known.
import { readFile, writeFile } from 'node:fs/promises'
import { type PartName, partNames, type Wish } from './arguments'
import { crossings } from './crossings'
import { load } from './load'
import { memory } from './memory'
import { mixInWords } from './mix'
import { type Part, runPart } from './part'
import { runProof } from './proven'
import { busyNow, markOf, writeSection } from './report'
import { rolling } from './rolling'

const reportFile = 'docs/reliability.md'
/** Something that was asked for was not reached. */
const missedCode = 3
const stoppedCode = 130

const parts: Readonly<Record<PartName, Omit<Part, 'name'>>> = {
  refresh: {
    title: 'One refresh, however many ask',
    about: 'Fifty requests find the token lapsed at once, in two processes that share a store; then again with every browser gone before Medicare answers (quality SES-10).',
    run: ({ short }, stop) => runProof('lib/bluebutton/processes.test.ts', '', { SOAK_ROUNDS: short ? '10' : '100', SOAK_ABORTED: short ? '3' : '20' }, stop),
  },
  crashes: {
    title: 'A process that is killed in the middle of a refresh',
    about: 'Killed with `kill -9` at six points. "connection-interrupted" is what the person is told where Medicare had given out a new pair that nobody could store; the session itself lives on at every point (quality SES-11).',
    run: ({ short }, stop) => runProof('lib/bluebutton/crashes.test.ts', '', { SOAK_CRASHES: short ? '2' : '20' }, stop),
  },
  keys: {
    title: 'The master key replaced under readers',
    about: 'The command `npm run vault -- rotate` is killed halfway with `kill -9` and run again, while records are read about a hundred times a second. No read fails, no record is lost, and the old key may go (quality SES-09).',
    run: ({ short }, stop) => runProof('scripts/vault/vault.test.ts', 'killed halfway', { SOAK_RECORDS: short ? '2000' : '10000' }, stop),
  },
  rolling: {
    title: 'Two processes restarted in turn under load',
    about: 'Each gets SIGTERM, ends, and is started anew, while 40 people ask through a proxy that goes on to the other process, and the tokens of two of them a second lapse early. The next restart waits until hardly anybody waits (quality AVL-07).',
    run: rolling,
  },
  load: {
    title: 'Many people at a steady rate',
    about: `One process, the store in a file. Every call to Medicare takes 100 ms longer. First no call fails; then, for as long again, one in a hundred answers 503 and one in a hundred is cut. ${mixInWords} (quality LOD-01, LOD-03).`,
    run: load,
  },
  memory: {
    title: 'What a signed-in person costs',
    about: 'What the heap of the app’s process holds once everything unused was collected and it stands still, with one, two and three times as many people. What the two steps up differ by is the noise (quality LOD-02).',
    run: memory,
  },
  crossings: {
    title: 'Two people at once',
    about: 'Their requests are mixed over two processes. Every answer is searched for what only the other’s record holds (quality PRV-03).',
    run: crossings,
  },
}

/** Answers the exit code. */
export async function soak(wish: Wish, words: readonly string[], stop: AbortSignal): Promise<number> {
  let missed = false
  for (const name of wish.parts) {
    const part = { name, ...parts[name] }
    console.log(`\n=== ${name}: ${part.title}`)
    const [startedAtMs, busy] = [performance.now(), busyNow()]
    const outcome = await runPart(part, wish, stop)
    if (!outcome) return stoppedCode
    const told = { part, outcome, command: commandOf(name, words), seconds: (performance.now() - startedAtMs) / 1_000, busy }
    await writeFile(reportFile, writeSection(await readFile(reportFile, 'utf8').catch(() => ''), told, partNames))
    for (const figure of outcome.figures) console.log(`  ${figure.what}: ${markOf(figure)}${figure.found}${figure.asked ? ` (asked: ${figure.asked})` : ''}`)
    console.log(outcome.reached ? 'Reached.' : 'NOT REACHED.')
    missed ||= !outcome.reached
  }
  console.log(`\nWritten to ${reportFile}`)
  return missed ? missedCode : 0
}

/** The words that run this part alone in the same way. */
function commandOf(name: PartName, words: readonly string[]): string {
  const options = words.filter((word) => !partNames.some((part) => part === word))
  return ['npm run soak --', name, ...options].join(' ')
}
