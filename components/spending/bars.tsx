// Bars with their words and values on them. The words are set as text, not drawn, so they wrap on a phone and grow with
// the reader's letters; the bars are drawn without a single inline style.
import { useMemo } from 'react'
import { type Bar, type BarPart, layBars, type Segment } from './bar-geometry'

/** @param alt what the chart is, in a sentence; what each bar says follows it for those who do not see them */
export function Bars({ bars, alt }: { readonly bars: readonly Bar[]; readonly alt: string }) {
  const laid = useMemo(() => layBars(bars), [bars])
  return (
    <div role="img" aria-label={[alt, ...bars.map(spoken)].join(' ')} className="bars">
      {bars.map((bar, row) => (
        <div key={bar.key} className="bar-row">
          <p className="bar-label">{bar.label}{bar.value ? <> <strong>{bar.value}</strong></> : null}</p>
          <BarShape segments={laid[row] ?? []} />
          {bar.value ? null : <div className="bar-parts">{bar.parts.map((part) => <PartWords key={part.word} part={part} />)}</div>}
        </div>
      ))}
    </div>
  )
}

function spoken({ label, value, parts }: Bar): string {
  return `${label}: ${value ?? parts.map((part) => `${part.word} ${part.value}`).join('; ')}.`
}

function BarShape({ segments }: { readonly segments: readonly Segment[] }) {
  return (
    <svg className="bar" focusable="false" aria-hidden="true">
      {segments.map(({ look, x, width }) => <rect key={x + look} className={`bar-${look}`} x={x} y="0" width={width} height="100%" />)}
      <line className="bar-base" x1="0" x2="0" y1="-15%" y2="115%" />
    </svg>
  )
}

/** The part's own mark stands before its words, so that no legend is needed. */
function PartWords({ part: { word, value, look } }: { readonly part: BarPart }) {
  return (
    <p className="bar-words">
      <svg className="bar-mark" viewBox="0 0 16 16" focusable="false" aria-hidden="true"><rect className={`bar-${look}`} x="2" y="2" width="12" height="12" /></svg>
      <span>{word} <strong>{value}</strong></span>
    </p>
  )
}
