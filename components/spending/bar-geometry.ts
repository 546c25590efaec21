// Where each part of each bar lies, in percent of the width, so that bars stretch while their words keep their size.
import { scaleLinear } from 'd3-scale'
import { stack } from 'd3-shape'

export interface BarPart {
  readonly word: string
  /** The amount in words, with what must be said about it. */
  readonly value: string
  readonly cents: number
  /** `solid` and `open` tell the parts of one bar apart in grey; `dashed` is a sum that not every claim lists. */
  readonly look: 'solid' | 'open' | 'dashed'
}

export interface Bar {
  readonly key: string
  readonly label: string
  /** Said beside the label when the bar has only one part. */
  readonly value?: string
  readonly parts: readonly BarPart[]
}

export interface Segment {
  readonly look: BarPart['look']
  /** "12.500%" */
  readonly x: string
  readonly width: string
}

/** One scale for all bars of a chart, from nothing to the longest. Credits (negative amounts) are drawn as nothing. */
export function layBars(bars: readonly Bar[]): readonly (readonly Segment[])[] {
  const places = [...Array(Math.max(0, ...bars.map(({ parts }) => parts.length))).keys()]
  const layers = stack<unknown, Bar, number>()
    .keys(places)
    .value(({ parts }, place) => Math.max(0, parts[place]?.cents ?? 0))([...bars])
  const longest = Math.max(1, ...layers.flatMap((layer) => layer.map(([, end]) => end)))
  const percent = scaleLinear().domain([0, longest]).range([0, 100])
  return bars.map(({ parts }, row) =>
    parts.map(({ look }, place) => {
      const [start, end] = layers[place]?.[row] ?? [0, 0]
      return { look, x: `${percent(start).toFixed(3)}%`, width: `${percent(end - start).toFixed(3)}%` }
    }),
  )
}
