// The figures as a page, part by part: a part that is run alone takes the place of its own section and leaves the others.
import { readFileSync } from 'node:fs'
import { cpus, loadavg, totalmem } from 'node:os'
import { z } from 'zod'
import type { Figure, Outcome, Part } from './part'

export interface Told {
  readonly part: Part
  readonly outcome: Outcome
  readonly command: string
  readonly seconds: number
  /** How busy the machine was when the part began: processes that wanted to run, over the last minute. */
  readonly busy: number
}

const packageSchema = z.object({ version: z.string() })

const opening = `# Reliability

What the long proofs found: \`npm run soak\`, or one of them alone, such as \`npm run soak -- rolling\`. The test command runs
three of them with fewer rounds: refresh, crashes and keys. Each section says when, where and with which words it was run; a figure
that missed what was asked begins with **missed**, and one that cannot be told from noise with **not measured**. Everything ran on
one machine: the app, the sandbox, the store, and whoever asked.
`

/** @param before the page as it is; anything that is no section of ours is replaced */
export function writeSection(before: string, told: Told, names: readonly string[], nowMs = Date.now()): string {
  const sections = new Map(names.map((name) => [name, readSection(before, name)]))
  sections.set(told.part.name, section(told, nowMs))
  return [opening, ...[...sections.values()].filter((text) => text !== '')].join('\n')
}

function readSection(page: string, name: string): string {
  const [begin, end] = [page.indexOf(mark(name)), page.indexOf(endMark(name))]
  return begin < 0 || end < begin ? '' : page.slice(begin, end + endMark(name).length + 1)
}

function section({ part, outcome, command, seconds, busy }: Told, nowMs: number): string {
  const rows = outcome.figures.map((figure) => `| ${cell(figure.what)} | ${markOf(figure, '**')}${cell(figure.found)} | ${cell(figure.asked)} |`)
  return `${mark(part.name)}
## ${part.title}

${part.about}

${new Date(nowMs).toISOString().slice(0, 16).replace('T', ' ')} UTC, \`${command}\`, ${Math.round(seconds)} s, ${machine()}; ${busy.toFixed(1)} other processes wanted to run when it began.
${outcome.reached ? 'Everything that was asked for was reached.' : '**Not everything that was asked for was reached.**'}

| what | found | asked |
|---|---|---|
${rows.join('\n')}
${endMark(part.name)}
`
}

/** What stands before a figure that did not come up to what was asked, between two `strong`. */
export function markOf({ reached }: Figure, strong = ''): string {
  if (reached === true) return ''
  return `${strong}${reached === false ? 'missed' : reached}${strong}: `
}

export function busyNow(): number {
  return loadavg()[0] ?? Number.NaN
}

function mark(name: string): string {
  return `<!-- part: ${name} -->`
}

function endMark(name: string): string {
  return `<!-- end: ${name} -->`
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ')
}

function machine(): string {
  const versionOf = (name: string) => packageSchema.parse(JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8'))).version
  return `${cpus().length} cores (${cpus()[0]?.model.trim()}), ${Math.round(totalmem() / 2 ** 30)} GiB, ${process.platform}, Node ${process.versions.node}, Next ${versionOf('next')}`
}
