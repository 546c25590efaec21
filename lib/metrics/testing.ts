// Reads OpenMetrics text as strictly as its specification (1.0.0) asks a reader to, for tests.
import 'server-only'

export interface Exposition {
  readonly families: ReadonlyMap<string, string>
  /** By name and labels as they are written. */
  readonly samples: ReadonlyMap<string, number>
}

const suffixes: Readonly<Record<string, readonly string[]>> = {
  counter: ['_total'],
  gauge: [''],
  histogram: ['_bucket', '_count', '_sum'],
  summary: ['', '_count', '_sum'],
}

/** The words for what is no number are written in any case (its grammar is ABNF); a lag is one until it was measured. */
const sampleLine = /^([a-zA-Z_:][\w:]*)((?:\{(?:[a-zA-Z_]\w*="(?:[^"\\\n]|\\[\\"n])*",?)*\})?) (-?\d[\d.e+-]*|[Nn][Aa][Nn]|[+-]?[Ii]nf)$/

/** @throws Error naming the line that breaks a rule */
export function readOpenMetrics(text: string): Exposition {
  if (!text.endsWith('\n# EOF\n')) throw new Error('does not end with # EOF')
  const families = new Map<string, string>()
  const samples = new Map<string, number>()
  let family = ''
  for (const line of text.slice(0, -'# EOF\n'.length).trimEnd().split('\n')) {
    const [, kind, name = '', rest = ''] = /^# (HELP|TYPE|UNIT) (\S+) (.*)$/.exec(line) ?? []
    if (kind === 'TYPE' && families.has(name)) throw new Error(`a name twice: ${line}`)
    if (kind === 'TYPE') families.set((family = name), rest)
    if (kind) continue
    const [, sample = '', labels = '', value = ''] = sampleLine.exec(line) ?? []
    const allowed = suffixes[families.get(family) ?? ''] ?? []
    if (!allowed.some((suffix) => sample === family + suffix)) throw new Error(`a line out of place: ${line}`)
    if (samples.has(sample + labels)) throw new Error(`a sample twice: ${line}`)
    samples.set(sample + labels, Number(value.replace(/inf/i, 'Infinity')))
  }
  return { families, samples }
}
