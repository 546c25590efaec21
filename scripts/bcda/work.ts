// Does one wish about exports and says what came of it. An export that is begun or resumed here runs here; Ctrl-C has it
// stop where its state is safe.
import { setTimeout as pause } from 'node:timers/promises'
import { summarizeExport } from '@/lib/connections/analysis/summary'
import { type ExportDesk, isNoRoom } from '@/lib/connections/bulk-export/export-desk'
import type { ExportView } from '@/lib/connections/bulk-export/export-view'
import { NotAllowed, Unavailable } from '@/lib/errors'
import type { Deed, Wish } from './arguments'
import { type Display, openDisplay } from './progress-bar'
import { summaryLines } from './summary-lines'
import { endOf, lineOf } from './words'

export interface Terminal {
  readonly isTTY: boolean
  readonly write: (line: string) => void
}

const lookEveryMs = 500
const codes = { well: 0, failed: 1, incomplete: 3, stopped: 4 } as const

/** @returns the exit code @throws Misconfigured, or Error with a plain sentence */
export async function runWish(wish: Wish, desk: ExportDesk, terminal: Terminal, stop: AbortSignal): Promise<number> {
  try {
    if (wish.command === 'list') return tell(await desk.list(), wish.json, terminal)
    if (wish.command === 'export') return await follow(await desk.start(wish.options), { desk, terminal, stop, json: wish.json })
    return await act(wish.command, wish.id, { desk, terminal, stop, json: wish.json })
  } catch (error) {
    throw inPlainWords(error)
  }
}

function inPlainWords(error: unknown): unknown {
  if (error instanceof NotAllowed) return new Error('There is no such export, or it is over.')
  if (isNoRoom(error)) return new Error('The disk is full: make room first.')
  if (error instanceof Unavailable) return new Error('Another process works on this export: stop it there first.')
  return error
}

interface Desktop {
  readonly desk: ExportDesk
  readonly terminal: Terminal
  readonly stop: AbortSignal
  readonly json: boolean
}

async function act(deed: Deed, id: string, desktop: Desktop): Promise<number> {
  const { desk, terminal, json } = desktop
  const show = (view: ExportView) => print(terminal, json, view, endOf(view))
  switch (deed) {
    case 'resume':
      return follow(await desk.resume(id), desktop)
    case 'show': {
      const view = await desk.get(id)
      if (!view) throw new NotAllowed('export')
      show(view)
      return codeOf(view)
    }
    case 'stop':
      show(await desk.stop(id))
      return codes.well
    case 'cancel':
      show(await desk.cancel(id))
      return codes.well
    case 'verify':
      return verify(id, desktop)
    case 'summary':
      return summary(id, desktop)
    case 'delete':
      await desk.remove(id)
      print(terminal, json, { removed: id }, ['Removed.'])
      return codes.well
  }
}

/** Stays with an export until it is over or stopped. */
async function follow(begun: ExportView, { desk, terminal, stop, json }: Desktop): Promise<number> {
  const halt = () => void desk.stop(begun.id)
  if (stop.aborted) halt()
  stop.addEventListener('abort', halt, { once: true })
  const display = openDisplay(json, terminal)
  display.show(begun)
  const settled = desk.settled(begun.id)
  await watch(desk, begun.id, display, settled)
  const view = await settled
  display.end(view)
  print(terminal, json, view, endOf(view))
  return codeOf(view)
}

async function watch(desk: ExportDesk, id: string, display: Display, settled: Promise<unknown>): Promise<void> {
  const over = new AbortController()
  const end = () => over.abort()
  void settled.then(end, end)
  while (!over.signal.aborted) {
    const view = await desk.get(id)
    if (view && !over.signal.aborted) display.show(view)
    await pause(lookEveryMs, undefined, { signal: over.signal }).catch(() => undefined)
  }
}

async function verify(id: string, { desk, terminal, json }: Desktop): Promise<number> {
  const found = await desk.verify(id)
  if (found === null) throw new Error('This export is not complete, so there is nothing to verify it by.')
  const bad = found.files.filter(({ state }) => state !== 'good')
  print(terminal, json, found, [...bad.map(({ name, state }) => `${name}: ${state}`), `${found.files.length - bad.length} of ${found.files.length} files are as they were received.`])
  return found.ok ? codes.well : codes.incomplete
}

async function summary(id: string, { desk, terminal, json }: Desktop): Promise<number> {
  const found = await summarizeExport(desk.store, id)
  if (found === null) throw new Error('This export is not complete.')
  print(terminal, json, found, summaryLines(found))
  return codes.well
}

function tell(views: readonly ExportView[], json: boolean, { write }: Terminal): number {
  if (json) write(JSON.stringify(views))
  else if (views.length === 0) write('There are no exports.')
  else for (const view of views) write(lineOf(view))
  return codes.well
}

function print({ write }: Terminal, json: boolean, value: object, lines: readonly string[]): void {
  if (json) write(JSON.stringify(value))
  else for (const line of lines) write(line)
}

function codeOf({ state, canResume }: ExportView): number {
  if (state === 'completed-with-gaps') return codes.incomplete
  if (canResume) return codes.stopped
  return state === 'failed' || state === 'expired' ? codes.failed : codes.well
}
