// A FHIR answer that is about to be falsified: what an edit may look at, and the few ways all edits reach into it.
import { isObject } from '@/sandbox/people/fhir-json'

export type Fields = Record<string, unknown>

export interface Content {
  /** The answer; edits change it in place or answer another. */
  readonly body: Fields
  /** The address that was asked. */
  readonly url: URL
  readonly value: number | string | undefined
  /** 0 up to 1, drawn from the fault's seed. */
  readonly draw: number
  /** Another page of the same search, as the server has it; null when it has none. */
  readonly askPage: (start: number, count: number) => Promise<Fields | null>
}

/** The answer after the edit: an object to be written as JSON, or text that no JSON writer would write. */
export type ContentEditor = (content: Content) => Fields | string | Promise<Fields | string>

/** The entries of a Bundle; an empty list when it has none. */
export function entriesOf(body: Fields): Fields[] {
  const { entry } = body
  return Array.isArray(entry) ? entry.filter(isFields) : []
}

/** Every resource of the answer: those of a Bundle, or the one that was read. */
export function resourcesOf(body: Fields): Fields[] {
  if (body['resourceType'] !== 'Bundle') return [body]
  return entriesOf(body).flatMap(({ resource }) => (isFields(resource) ? [resource] : []))
}

export function isFields(value: unknown): value is Fields {
  return isObject(value)
}

/** Where a search begins and how long its pages are, as the server reads them. */
export function windowOf(url: URL): { readonly start: number; readonly count: number } {
  const last = (...names: readonly string[]) => names.map(name => url.searchParams.getAll(name).at(-1)).find(Boolean)
  return { start: Number(last(startName(url)) ?? 0), count: Number(last('count', '_count') ?? 10) }
}

/** What version 3 calls the start of a page is not what the others call it. */
export function startName(url: URL): string {
  return url.pathname.startsWith('/v3/') ? '_offset' : 'startIndex'
}

export function textValue({ value }: Content, otherwise: string): string {
  return value === undefined ? otherwise : String(value)
}

/** A whole number from 1 up, and never so many that the sandbox itself would fall. */
export function numberValue({ value }: Content, otherwise: number, most: number): number {
  const number = Math.floor(Number(value ?? otherwise))
  return Number.isFinite(number) && number >= 1 ? Math.min(number, most) : otherwise
}
