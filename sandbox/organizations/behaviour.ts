// How the organizations' emulators behave when they are told to depart from the first reading of their documents. The
// documents disagree with each other here and there, and a client has to live with either (contract sections 2 to 4, 6).
import { bcdaChoices, bcdaNumbers, realBcda } from './bcda/behaviour'
import type { BcdaNumbers } from './bcda/behaviour'

/** Every switch, with what is taken for the real way standing first. */
export const organizationChoices = {
  /** The name of the token in Change Healthcare's answer; `v1` and `v2` say so whatever the path (contract 2.2). */
  changeAnswer: ['by-path', 'v1', 'v2'],
  /** The hosts have moved; what is left behind answers errors (contract 2.1). */
  changeHost: ['current', 'retired'],
  /** Whether the token endpoint reads JSON besides a form (contract 2.2). */
  changeBody: ['form', 'form-or-json'],
  /** `lenient` takes `Bearer` in front of the token (contract 3.4). */
  cdcHeader: ['strict', 'lenient'],
  /** How the end of a token is written; the documents say a number of seconds (contract 3.2). */
  cdcExpiration: ['seconds', 'milliseconds', 'text', 'iso-date'],
  /** What becomes of a token that was traded for another (contract 3.3). */
  cdcOldToken: ['lives', 'dies'],
  /** Without `Date` a client cannot see how wrong the server's clock is. */
  cdcDate: ['sent', 'missing'],
  /** What the token endpoint reads (contract 4.2). */
  optumBody: ['json', 'form', 'both'],
  /** `with-extras`: two hours, and members nobody asked for, as in the published OpenAPI (contract 4.2). */
  optumAnswer: ['plain', 'with-extras'],
  /** Which of the two shapes a refused token gets (contract 4.3). */
  optumUnauthorized: ['errors', 'message'],
  optumTokenService: ['works', 'failing'],
  /** A question of GraphQL can fail inside an answer that says 200 (contract 4.3). */
  optumGraph: ['works', 'errors-with-200', 'fails'],
  ...bcdaChoices,
} as const

type Choices = typeof organizationChoices

export interface OrganizationNumbers extends BcdaNumbers {
  changeTokenSeconds: number
  cdcTokenSeconds: number
  /** How far CDC's clock is ahead of everybody else's; negative when it is behind. */
  cdcClockOffsetMs: number
  optumTokenSeconds: number
}

export type OrganizationBehaviour = { [Name in keyof Choices]: Choices[Name][number] } & OrganizationNumbers

/** What the contract takes for the real way. */
export const realOrganizations: OrganizationBehaviour = {
  changeAnswer: 'by-path',
  changeHost: 'current',
  changeBody: 'form',
  cdcHeader: 'strict',
  cdcExpiration: 'seconds',
  cdcOldToken: 'lives',
  cdcDate: 'sent',
  optumBody: 'json',
  optumAnswer: 'plain',
  optumUnauthorized: 'errors',
  optumTokenService: 'works',
  optumGraph: 'works',
  changeTokenSeconds: 3_600,
  cdcTokenSeconds: 900,
  cdcClockOffsetMs: 0,
  optumTokenSeconds: 3_600,
  ...realBcda,
}

/** What may be told as a number, from 0 up. */
export const organizationNumbers: readonly string[] = ['changeTokenSeconds', 'cdcTokenSeconds', 'optumTokenSeconds', ...bcdaNumbers] satisfies readonly (keyof OrganizationNumbers)[]
/** What may be told as a number, below 0 too. */
export const organizationOffsets: readonly string[] = ['cdcClockOffsetMs'] satisfies readonly (keyof OrganizationNumbers)[]
