// Shows how far an export is: a bar where a person looks on, a line now and then where nobody does.
import { Presets, SingleBar } from 'cli-progress'
import type { ExportView } from '@/lib/connections/bulk-export/export-view'
import { duration, lineOf, megabytes } from './words'

export interface Display {
  show(view: ExportView): void
  /** With how it ended, which is told in words afterwards. */
  end(view: ExportView): void
}

const lineEveryMs = 10_000

export function openDisplay(json: boolean, { isTTY, write }: { readonly isTTY: boolean; readonly write: (line: string) => void }): Display {
  if (json) return linesDisplay((view) => write(JSON.stringify(view)))
  return isTTY ? barDisplay() : linesDisplay((view) => write(lineOf(view)))
}

/** A change of state at once, else every ten seconds. */
function linesDisplay(print: (view: ExportView) => void): Display {
  let last: { readonly state: string; readonly atMs: number } | null = null
  return {
    show(view) {
      const atMs = performance.now()
      if (last?.state === view.state && atMs - last.atMs < lineEveryMs) return
      last = { state: view.state, atMs }
      print(view)
    },
    end: () => undefined,
  }
}

function barDisplay(): Display {
  const bar = new SingleBar({ format: '{what} {bar} {value}/{total} {unit} {more}', hideCursor: true, stopOnComplete: false }, Presets.shades_classic)
  bar.start(100, 0, { what: 'Asking', unit: '%', more: '' })
  const show = ({ state, preparedPercent, progress }: ExportView) => {
    const { filesTotal, filesDone, lines, bytes, bytesPerSecond, timeLeftMs } = progress
    if (filesTotal === null) return bar.update(preparedPercent ?? 0, { what: state === 'requested' ? 'Asking' : 'BCDA prepares' })
    const rate = bytesPerSecond === null ? '' : `, ${megabytes(bytesPerSecond)}/s`
    const left = timeLeftMs === null ? '' : `, ${duration(timeLeftMs)} left`
    bar.setTotal(filesTotal)
    bar.update(filesDone, { what: 'Fetching', unit: 'files', more: `${lines.toLocaleString('en')} lines, ${megabytes(bytes)}${rate}${left}` })
  }
  return {
    show,
    end(view) {
      show(view)
      bar.stop()
    },
  }
}
