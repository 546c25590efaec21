// Reads a fault sent from outside: what is not a fault is refused with a sentence, never half obeyed.
import { routeNames } from '@/sandbox/journal/route-name'
import { deeds, manglings, streamFaults, transportFaults } from './fault'
import { contentEdits } from './content/names'
import type { FaultMatch, FaultWish } from './fault'

type Fields = Readonly<Record<string, unknown>>
type Rule = (value: unknown) => boolean

const isText: Rule = value => typeof value === 'string'
const isNumber: Rule = value => typeof value === 'number' && Number.isFinite(value) && value >= 0
const isFields: Rule = value => typeof value === 'object' && value !== null && !Array.isArray(value)
const isTexts: Rule = value => Array.isArray(value) && value.every(isText)
const isFlag: Rule = value => typeof value === 'boolean'
const oneOf = (list: readonly string[]): Rule => value => list.some(entry => entry === value)
const isValue: Rule = value => isText(value) || isNumber(value)
const isRoute: Rule = value => oneOf(routeNames)(value) || (Array.isArray(value) && value.every(oneOf(routeNames)))
const isPattern: Rule = value => {
  try {
    return typeof value === 'string' && Boolean(new RegExp(value))
  } catch {
    return false
  }
}

const matchRules: Record<string, Rule> = {
  route: isRoute,
  path: isPattern,
  method: isText,
  clientId: isText,
  person: isText,
  nth: isNumber,
  afterCount: isNumber,
  pattern: isText,
  probability: isNumber,
  seed: isNumber,
}

const isStatus: Rule = value => isNumber(value) && Number(value) >= 200 && Number(value) <= 599

const actionRules: Record<string, Record<string, Rule>> = {
  delay: { ms: isNumber, upToMs: isNumber, percentiles: isFields, afterwards: isFlag },
  do: { what: oneOf(deeds) },
  answer: { status: isStatus, headers: isFields, body: isText, afterwards: isFlag },
  hang: { ms: isNumber },
  'edit-request': { query: isFields, form: isFields, headers: isFields },
  'edit-content': { how: oneOf(contentEdits), value: isValue },
  'edit-json': { set: isFields, remove: isTexts },
  'edit-headers': { headers: isFields },
  'edit-redirect': { set: isFields, double: isTexts, earlier: isTexts, codeOfAnother: isFlag, twice: isFlag },
  mangle: { how: oneOf(manglings), atByte: isNumber },
  stream: { how: oneOf(streamFaults), atByte: isNumber },
  transport: { how: oneOf(transportFaults), atByte: isNumber, ms: isNumber, bytesPerSecond: isNumber },
}

const required: Record<string, readonly string[]> = {
  delay: ['ms'],
  answer: ['status'],
  do: ['what'],
  hang: ['ms'],
  'edit-content': ['how'],
  'edit-headers': ['headers'],
  mangle: ['how'],
  stream: ['how'],
  transport: ['how'],
}

/** The fault, or the sentence that says why it is none. */
export function readFaultWish(fields: Fields): FaultWish | string {
  return isWish(fields) ? fields : (complaintOf(fields) ?? 'this is not a fault')
}

/** Which requests a fault waits for, or the sentence that says what does not fit. */
export function readMatch(match: unknown): FaultMatch | string {
  return isMatch(match) ? match : (complainMatch(match) ?? 'match must be an object')
}

function isMatch(match: unknown): match is FaultMatch {
  return isRecord(match) && complainMatch(match) === null
}

function isWish(fields: Fields): fields is Fields & FaultWish {
  return complaintOf(fields) === null
}

function complaintOf({ id, match, action, times, ttlMs, afterMs, ...rest }: Fields): string | null {
  const unknown = Object.keys(rest)[0]
  if (unknown !== undefined) return `unknown field: ${unknown}`
  if (id !== undefined && !isText(id)) return 'id must be text'
  const counted = Object.entries({ times, ttlMs, afterMs }).find(([, value]) => value !== undefined && !isNumber(value))
  if (counted) return `${counted[0]} must be a number from 0 up`
  return complainMatch(match) ?? complainAction(action)
}

function complainMatch(match: unknown): string | null {
  if (match === undefined) return null
  return isRecord(match) ? complain(match, matchRules, 'match') : 'match must be an object'
}

function complainAction(action: unknown): string | null {
  if (!isRecord(action)) return 'action must be an object with a kind'
  const { kind, ...rest } = action
  const rules = typeof kind === 'string' && Object.hasOwn(actionRules, kind) ? actionRules[kind] : undefined
  if (!rules || typeof kind !== 'string') return `action.kind must be one of ${Object.keys(actionRules).join(', ')}`
  const missing = required[kind]?.find(name => rest[name] === undefined)
  return missing ? `action.${missing} is missing` : complain(rest, rules, 'action')
}

function complain(fields: Fields, rules: Record<string, Rule>, where: string): string | null {
  for (const [name, value] of Object.entries(fields)) {
    const rule = Object.hasOwn(rules, name) ? rules[name] : undefined
    if (!rule) return `unknown field: ${where}.${name}`
    if (!rule(value)) return `${where}.${name} does not fit`
  }
  return null
}

function isRecord(value: unknown): value is Fields {
  return isFields(value)
}
