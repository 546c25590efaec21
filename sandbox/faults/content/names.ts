// The names of everything that may be wrong with the words of a FHIR answer (quality D, FHIR content). What each does
// stands beside this file: links.ts, pages.ts, entries.ts, values.ts.

export const linkEdits = [
  'next-foreign-host',
  'next-suffix-host',
  'next-user-info',
  'next-password',
  'next-http',
  'next-other-path',
  'next-other-patient',
  'next-relative',
  'next-script',
  'next-cyclic',
  'next-itself',
  'next-missing',
] as const

export const pageEdits = [
  'next-endless',
  'duplicate-across-pages',
  'pages-reordered',
  'grows-between-pages',
  'shrinks-between-pages',
] as const

export const entryEdits = [
  'wrong-patient-once',
  'wrong-patient-everywhere',
  'total-missing',
  'total-wrong',
  'duplicate-within-page',
  'same-id-twice',
  'entries-reordered',
  'outcome-among-entries',
  'unknown-type',
  'huge-bundle',
  'huge-text',
  'deep',
  'proto-keys',
] as const

export const valueEdits = [
  'null-at',
  'missing-at',
  'mistyped-at',
  'text-xss',
  'text-csv',
  'text-bidi',
  'text-control',
  'dates-odd',
  'amounts-negative',
  'amounts-decimals',
  'amounts-currency',
  'amounts-huge',
] as const

export const contentEdits = [...linkEdits, ...pageEdits, ...entryEdits, ...valueEdits] as const
export type ContentEdit = (typeof contentEdits)[number]
