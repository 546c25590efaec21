/**
 * People whose records are promised: their claim counts never depend on chance, so a test or a reader of the
 * documentation can count on them (claims-data.md 5.2 and 5.7, blue-button.md 5).
 */

/** Numbers with a purpose of their own. */
export const RESERVED = {
  everything: 10_000,
  noVersion3: 29_988,
  noClaims: 29_990,
  oneClaim: 29_991,
  drugsOnly: 29_992,
  fourThousand: 29_993,
  longClaim: 29_994,
  merged: 29_995,
  noCoverage: 29_996,
  traps: 29_997,
  grows: 7,
} as const
