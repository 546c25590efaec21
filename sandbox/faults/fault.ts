// A fault: which requests it waits for, and what it does to them (quality D). A fault is plain JSON, so that the same
// text works from a test, from the API and from the control page.
import type { RouteName } from '@/sandbox/journal/route-name'
import type { ContentEdit } from './content/names'

/** Which requests, and which of those in turn. Everything given must hold. */
export interface FaultMatch {
  readonly route?: RouteName | readonly RouteName[]
  /** A regular expression on path and query. */
  readonly path?: string
  readonly method?: string
  readonly clientId?: string
  /** The key (user name) of the person whose token, code or grant it is. */
  readonly person?: string
  /** Only the nth matching request, counted from 1. */
  readonly nth?: number
  /** Only after so many matching requests. */
  readonly afterCount?: number
  /** One letter a request, over and over: F fires, anything else lets pass ("SSFFS"). */
  readonly pattern?: string
  /** Fires in this share of the requests, drawn from `seed`. */
  readonly probability?: number
  readonly seed?: number
}

/** What happens to a request that is hit. All times are real milliseconds, unlike the clock's. */
export type FaultAction =
  /** Waits before the request is handled; `afterwards`: when it has been handled. */
  | {
      readonly kind: 'delay'
      readonly ms: number
      readonly upToMs?: number
      readonly percentiles?: Percentiles
      readonly afterwards?: boolean
    }
  /** Turns a control for the app and person of the request, before it is handled. */
  | { readonly kind: 'do'; readonly what: Deed }
  /** Answers something else. `afterwards`: the request is handled first, so that what it changed has happened. */
  | {
      readonly kind: 'answer'
      readonly status: number
      readonly headers?: Readonly<Record<string, string>>
      readonly body?: string
      readonly afterwards?: boolean
    }
  /** Says nothing for so long, then answers 500 as the real server does when its backend is silent; 0: for ever. */
  | { readonly kind: 'hang'; readonly ms: number }
  /** Changes the request before it is handled; null takes a field away. A form only where there is one. */
  | {
      readonly kind: 'edit-request'
      readonly query?: Readonly<Record<string, string | null>>
      readonly form?: Readonly<Record<string, string | null>>
      readonly headers?: Readonly<Record<string, string>>
    }
  /** Changes what a FHIR answer says; `value` is the number, path or address that the edit speaks of. */
  | { readonly kind: 'edit-content'; readonly how: ContentEdit; readonly value?: number | string }
  /** Changes the JSON answer by dotted paths; `*` is every entry, `remove` takes keys away. */
  | {
      readonly kind: 'edit-json'
      readonly set?: Readonly<Record<string, unknown>>
      readonly remove?: readonly string[]
    }
  /** Changes headers of the answer; null takes one away. */
  | { readonly kind: 'edit-headers'; readonly headers: Readonly<Record<string, string | null>> }
  /**
   * Changes the query of a redirect back to an app: `double` sends a parameter twice, null takes it away, `{origin}`
   * stands for the sandbox's own address, `earlier` gives what the redirect before this one had.
   */
  | {
      readonly kind: 'edit-redirect'
      readonly set?: Readonly<Record<string, string | null>>
      readonly double?: readonly string[]
      readonly earlier?: readonly string[]
      /** A code that is good, and another person's. */
      readonly codeOfAnother?: boolean
      /** The browser goes back to the app two times. */
      readonly twice?: boolean
    }
  /** Changes the bytes of the answer while the framing stays right. */
  | { readonly kind: 'mangle'; readonly how: Mangling; readonly atByte?: number }
  /**
   * Spoils the answer while it passes by, at a byte of what travels: the line is cut, it ends as if that were all, one
   * byte is turned over, or everything comes twice. The only kind for files that are too large to be kept.
   */
  | { readonly kind: 'stream'; readonly how: StreamFault; readonly atByte?: number }
  /** Breaks the connection or its pace. */
  | {
      readonly kind: 'transport'
      readonly how: TransportFault
      readonly atByte?: number
      readonly ms?: number
      readonly bytesPerSecond?: number
    }

export const deeds = [
  'revoke-at-medicare',
  'expire-access-tokens',
  'expire-grants',
  'expire-codes',
  'spend-codes',
] as const
export type Deed = (typeof deeds)[number]

export const manglings = [
  'cut',
  'bom',
  'trailing-text',
  'invalid-utf8',
  'duplicate-key',
  'utf-16',
  'latin-1',
  'empty',
  'html',
  'gzip',
  'gzip-cut',
  'gzip-members',
  'gzip-bomb',
] as const
export type Mangling = (typeof manglings)[number]

export const transportFaults = [
  'reset-before',
  'reset-after',
  'reset-at-byte',
  'stall-at-byte',
  'slow-headers',
  'slow-body',
  'length-too-long',
  'length-too-short',
  'half-close',
  'close-after',
] as const
export type TransportFault = (typeof transportFaults)[number]

export const streamFaults = ['cut', 'end', 'flip', 'twice'] as const
export type StreamFault = (typeof streamFaults)[number]

/** Delays by share of requests: `{ "50": 100, "95": 800, "100": 3000 }`. */
export type Percentiles = Readonly<Record<string, number>>

/** A fault as it is asked for. */
export interface FaultWish {
  readonly id?: string
  readonly match?: FaultMatch
  readonly action: FaultAction
  /** Fires so often, then sleeps. */
  readonly times?: number
  /** Begins so long from now, by the sandbox's clock. */
  readonly afterMs?: number
  /** Lives so long from its beginning, by the sandbox's clock. */
  readonly ttlMs?: number
}

/** A fault that lies in wait. */
export interface Fault extends FaultWish {
  readonly id: string
  readonly match: FaultMatch
  readonly seenCount: number
  readonly firedCount: number
}
