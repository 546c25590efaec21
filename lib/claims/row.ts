// A claim as one row of the list: date, who, what in plain words, one figure. At most 400 bytes of JSON, so that
// hundreds of them reach a phone at once.
import type { Language } from '@/lib/format'
import type { Claim, ClaimRow } from './claim'
import { describeCode, describeWho } from './words/describe'
import { describeKind } from './words/kinds'

const largestBytes = 400

/** The row, already in the reader's language. Long names are shortened with an ellipsis, never the figure. */
export function toClaimRow(claim: Claim, language: Language): ClaimRow {
  const { id, kind, state, from, to } = claim
  const who = describeWho(claim, language)
  const what = describeWhat(claim, language)
  return fit({ id, kind, state, from, to, who, what, ...figureOf(claim) })
}

/** "Doctor or lab visit, doctor's office"; for a prescription the medicine itself. */
function describeWhat(claim: Claim, language: Language): string {
  const kind = describeKind(claim.kind, language)
  if (claim.drug?.drug?.text) return `${kind}: ${claim.drug.drug.text}`
  if (claim.kind !== 'carrier') return kind
  const place = claim.lines.find((line) => line.place !== null && line.place.code !== '99')?.place
  return place ? `${kind}, ${lowerFirst(describeCode(place, language))}` : kind
}

function lowerFirst(words: string): string {
  return /^\p{Lu}\p{Lu}/u.test(words) ? words : words.charAt(0).toLowerCase() + words.slice(1)
}

/**
 * The one figure. "Nothing to pay" is only said when every line was allowed: denied lines may be billed after all. A
 * credit is no zero: what it takes back stands on another claim, if anywhere.
 */
function figureOf({ owe, state }: Claim): Pick<ClaimRow, 'figure' | 'cents'> {
  if (owe.kind === 'none') return { figure: owe.why, cents: null }
  if (owe.cents < 0) return { figure: 'unclear', cents: null }
  if (owe.kind === 'paid') return { figure: 'paid', cents: owe.cents }
  if (owe.cents > 0) return { figure: 'may-owe', cents: owe.cents }
  const uncertain = (state === 'denied' || owe.remarks.includes('lines-denied')) && !owe.remarks.includes('protected')
  return { figure: uncertain ? 'not-reported' : 'nothing-to-pay', cents: null }
}

/** Shortens step by step until the row fits; most rows fit at once. */
function fit(row: ClaimRow): ClaimRow {
  for (const length of [500, 80, 60, 40, 24, 12]) {
    const shorter = { ...row, who: row.who === null ? null : shorten(row.who, length), what: shorten(row.what, length) }
    if (bytesOf(shorter) <= largestBytes) return shorter
  }
  return { ...row, who: null, what: row.kind }
}

/** Bytes of the row as JSON in UTF-8; counting beats encoding when most of it is plain ASCII. */
function bytesOf(row: ClaimRow): number {
  const json = JSON.stringify(row)
  let bytes = json.length
  for (let index = 0; index < json.length; index++) {
    const unit = json.charCodeAt(index)
    // Half of a pair counts two: together they are four bytes.
    if (unit > 0x7f) bytes += unit > 0x7ff && (unit < 0xd800 || unit > 0xdfff) ? 2 : 1
  }
  return bytes
}

/** Whole characters only: half a surrogate pair would be no text at all. */
function shorten(words: string, length: number): string {
  if (words.length <= length) return words
  return `${Array.from(words.slice(0, length)).slice(0, -1).join('').trimEnd()}…`
}
