// How fast a claim is read, against the time JSON.parse takes for the same bytes: the promise is less than a third
// (quality: speed of lib/claims). Run: npx tsx bench/read-claims.ts [folder of recorded replies]
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { performance } from 'node:perf_hooks'
import { toClaimRow } from '@/lib/claims/row'
import { listCurrentClaims } from '@/lib/claims/current'
import { toClaimFacts } from '@/lib/claims/facts'
import { filterClaims, makeSearchable, noFilter } from '@/lib/claims/filter'
import { groupByYear, newestFirst } from '@/lib/claims/sort'
import { totalClaims } from '@/lib/claims/totals'
import { everyVersionThreeClaim } from '@/lib/claims/translate/fixtures/version-three'
import { everyVersionTwoClaim } from '@/lib/claims/translate/fixtures/version-two'
import { readClaim } from '@/lib/claims/translate/from-explanation-of-benefit'
import { isNode, list } from '@/lib/claims/translate/read'

interface Sample {
  readonly name: string
  readonly version: 2 | 3
  readonly json: string
}

const rounds = 40

const folder = process.argv[2] ?? '../shared/fixtures/blue-button'
const samples = existsSync(folder) ? recordedSamples(folder) : ownSamples()
const source = existsSync(folder) ? 'recorded claims' : 'small claims of our own: no recorded replies here'
const [core] = cpus()
console.log(`${samples.length} ${source}; ${core?.model.trim() ?? 'unknown processor'}, ${cpus().length} cores, Node ${process.versions.node}, V8 ${process.versions.v8}`)

// Once over everything, so that both sides are compiled before they are measured.
measure(samples)
measure(samples)
const results = measure(samples)
report(results)
reportRows(samples)

interface Result {
  readonly name: string
  readonly bytes: number
  readonly parseMs: number
  readonly readMs: number
}

function measure(of: readonly Sample[]): readonly Result[] {
  return of.map(({ name, version, json }) => {
    const parse: number[] = []
    const read: number[] = []
    for (let round = 0; round < rounds; round++) {
      const start = performance.now()
      const resource: unknown = JSON.parse(json)
      const parsed = performance.now()
      // Freshly parsed each time: a record read twice is read faster the second time.
      readClaim(resource, version)
      parse.push(parsed - start)
      read.push(performance.now() - parsed)
    }
    return { name, bytes: json.length, parseMs: quick(parse), readMs: quick(read) }
  })
}

/** The quicker quarter of many rounds, for both sides alike: the slower ones tell what else the machine was doing. */
function quick(times: readonly number[]): number {
  return times.toSorted((one, other) => one - other)[Math.floor(times.length / 4)] ?? 0
}

/** The middle of many rounds: one slow round says nothing. */
function middle(times: readonly number[]): number {
  return times.toSorted((one, other) => one - other)[Math.floor(times.length / 2)] ?? 0
}

function middleOf(work: () => unknown): number {
  return middle(
    Array.from({ length: rounds }, () => {
      const start = performance.now()
      work()
      return performance.now() - start
    }),
  )
}

function report(of: readonly Result[]): void {
  const parse = of.reduce((sum, one) => sum + one.parseMs, 0)
  const read = of.reduce((sum, one) => sum + one.readMs, 0)
  const worst = of.toSorted((one, other) => other.readMs / other.parseMs - one.readMs / one.parseMs).slice(0, 5)
  const each = (ms: number): string => `${(ms / of.length).toFixed(3)} ms a claim`
  console.log(`JSON.parse ${each(parse)}, reading ${each(read)}: ${share(read, parse)} (promise: under 33 %)`)
  for (const { name, bytes, readMs, parseMs } of worst) {
    console.log(`  ${share(readMs, parseMs).padStart(5)}  ${name} (${Math.round(bytes / 1024)} KB)`)
  }
  if (read * 3 > parse) process.exitCode = 1
}

function share(part: number, whole: number): string {
  return `${Math.round((part / whole) * 100)} %`
}

/** 10,000 claims as rows, then what the list page does with everything loaded: put together, search, group by year, sum. */
function reportRows(of: readonly Sample[]): void {
  const claims = of.flatMap(({ version, json }) => readClaim(JSON.parse(json), version) ?? [])
  const many = Array.from({ length: 10_000 }, (_, index) => claims[index % claims.length] ?? []).flat()
  const rowsMs = middleOf(() => many.map((claim) => toClaimRow(claim, 'en')))
  const rows = many.map((claim, index) => ({ ...toClaimRow(claim, 'en'), id: `${claim.id}-${index}` }))
  const listed = many.map((claim, index) => ({ row: rows[index] ?? toClaimRow(claim, 'en'), facts: { ...toClaimFacts(claim, 'en'), event: null } }))
  const sortMs = middleOf(() => newestFirst(listCurrentClaims(listed)))
  const searchable = makeSearchable(newestFirst(listCurrentClaims(listed)))
  const listMs = middleOf(() => groupByYear(filterClaims(searchable, { ...noFilter, text: 'a e', kind: null })).map(({ claims: ofYear }) => totalClaims(ofYear)))
  const largest = rows.reduce((most, row) => Math.max(most, Buffer.byteLength(JSON.stringify(row))), 0)
  console.log(`10,000 rows made in ${rowsMs.toFixed(1)} ms, put in order in ${sortMs.toFixed(1)} ms; filtered, grouped and summed in ${listMs.toFixed(1)} ms (promise: under 30)`)
  console.log(`largest row ${largest} bytes (promise: at most 400)`)
}

function recordedSamples(root: string): readonly Sample[] {
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.json'))
  return files.flatMap((name) => {
    const reply = JSON.parse(readFileSync(`${root}/${name}`, 'utf8'))
    const opened: unknown = reply.entry?.map((entry: { resource: object }) => entry.resource) ?? [reply]
    const claims = list(opened).filter((one) => isNode(one) && one['resourceType'] === 'ExplanationOfBenefit')
    return claims.map((one): Sample => ({ name, version: name.startsWith('v3/') ? 3 : 2, json: JSON.stringify(one) }))
  })
}

function ownSamples(): readonly Sample[] {
  const all = (claims: object, version: 2 | 3) =>
    Object.entries(claims).map(([name, claim]): Sample => ({ name, version, json: JSON.stringify(claim) }))
  return [...all(everyVersionTwoClaim, 2), ...all(everyVersionThreeClaim, 3)]
}
