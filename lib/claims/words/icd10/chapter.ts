// The shape of one letter of the diagnosis list, so that every letter's file is written and read the same way.

/** Our own words for each three-character category of one letter of ICD-10-CM: `I10` to English and Spanish. */
export type Icd10Chapter = Readonly<Record<string, readonly [en: string, es: string]>>
