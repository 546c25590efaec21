// The bar and the numbers of an export: counted, not guessed. Only the time left is an estimate, and it is said to be one.
import { type Fact, Facts } from '@/components/ui/facts'
import { formatCount } from '@/lib/format'
import { bytesWords, durationWords } from './export-words'
import type { ShownExport } from './shown-export'

export function ExportProgress({ shown }: { readonly shown: ShownExport }) {
  const { state, isWorking, preparedPercent, progress } = shown
  const making = isWorking && state !== 'ready'
  return (
    <div className="operator-progress flow">
      {making ? <progress aria-label="How far BCDA is with the files" value={preparedPercent ?? undefined} max={100} /> : null}
      {!making && progress.filesTotal ? <progress aria-label="Files received and checked" value={progress.filesDone} max={progress.filesTotal} /> : null}
      <Facts kind="words" facts={factsOf(shown, making)} />
    </div>
  )
}

function factsOf({ preparedPercent, isWorking, progress }: ShownExport, making: boolean): readonly Fact[] {
  const { filesDone, filesTotal, lines, bytes, bytesPerSecond, timeLeftMs } = progress
  return [
    ...(making ? [{ label: 'Made at BCDA', value: preparedPercent === null ? 'It does not say how far it is' : `${preparedPercent} %` }] : []),
    { label: 'Files', value: filesTotal === null ? 'Not known yet' : `${formatCount(filesDone, 'en')} of ${formatCount(filesTotal, 'en')}` },
    { label: 'Lines', value: formatCount(lines, 'en') },
    { label: 'Size, unpacked', value: bytesWords(bytes) },
    ...(isWorking && bytesPerSecond !== null ? [{ label: 'Speed', value: `${bytesWords(bytesPerSecond)} a second` }] : []),
    ...(isWorking && timeLeftMs !== null ? [{ label: 'Time left', value: `${durationWords(timeLeftMs)}, if it goes on like this` }] : []),
  ]
}
