// How this process ends when it is asked to: it is not ready any more, takes no new connection, answers what it was asked,
// finishes what must not be lost, and leaves with 0 (quality AVL-07).
import 'server-only'
import { setTimeout as pause } from 'node:timers/promises'
import { processAudit } from '@/lib/audit/process-audit'
import { refreshesFinished } from '@/lib/bluebutton/access'
import { log } from '@/lib/log'
import type { Requests } from './requests'
import { processRevocations } from './revocations'
import { allFinished } from './unfinished'

/** A process that is told to end is killed after thirty seconds in most places. */
const answeringMs = 25_000
const finishingMs = 28_000

const place = Symbol.for('plainclaim.ending')
const home: typeof globalThis & { [place]?: boolean } = globalThis

/** True from the moment this process was asked to end. */
export function isEnding(): boolean {
  return home[place] === true
}

/** Ends this process. @param exit what leaves in the end */
export async function endProcess(requests: Requests, exit: (code: number) => void): Promise<void> {
  if (isEnding()) return
  home[place] = true
  const startedAtMs = performance.now()
  log('info', 'app.stopping')
  requests.refuse()
  processRevocations().end()
  const cutOff = await requests.finished(answeringMs)
  // A refresh goes on when everybody who waited for it has left: its new pair is stored and its lease given back first.
  const everything = Promise.allSettled([refreshesFinished(), allFinished(), processRevocations().finished()]).then(() => processAudit().settled())
  const finished = await Promise.race([everything.then(() => true), pause(finishingMs - (performance.now() - startedAtMs), false)])
  log(cutOff > 0 || !finished ? 'warn' : 'info', 'app.stopped', { cutOff, finished })
  exit(0)
}
