// What a person pays for Part B care in a year before Medicare begins to pay, as Medicare set it for everybody.
// Source: the yearly notices of CMS in the Federal Register, "Medicare Part B Monthly Actuarial Rates, Premium Rates, and
// Annual Deductible" (42 U.S.C. 1395l(b)), 2013 to 2026; the latest is 90 FR 52063 of November 19, 2025 (CMS-8091-N).

const dollars: ReadonlyMap<string, number> = new Map([
  ['2013', 147],
  ['2014', 147],
  ['2015', 147],
  ['2016', 166],
  ['2017', 183],
  ['2018', 183],
  ['2019', 185],
  ['2020', 198],
  ['2021', 203],
  ['2022', 233],
  ['2023', 226],
  ['2024', 240],
  ['2025', 257],
  ['2026', 283],
])

/** The Part B deductible of a year in cents; `null` for a year we know no figure for. */
export function partBDeductibleCents(year: string): number | null {
  const amount = dollars.get(year)
  return amount === undefined ? null : amount * 100
}
