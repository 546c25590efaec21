// Where somebody lives: version 2 writes the Social Security number of a state, version 3 its two letters (contract
// claims-data 2.2).

const letters = [
  'AL', 'AK', 'AZ', 'AR', 'CA', 'CO', 'CT', 'DE', 'DC', 'FL', 'GA', 'HI', 'ID', 'IL', 'IN', 'IA', 'KS', 'KY', 'LA', 'ME', 'MD',
  'MA', 'MI', 'MN', 'MS', 'MO', 'MT', 'NE', 'NV', 'NH', 'NJ', 'NM', 'NY', 'NC', 'ND', 'OH', 'OK', 'OR', 'PA', 'PR', 'RI', 'SC',
  'SD', 'TN', 'TX', 'UT', 'VT', 'VI', 'VA', 'WA', 'WV', 'WI', 'WY',
] as const

/** Second numbers of states that outgrew their first, and the territories. */
const later: Readonly<Record<string, string>> = {
  '55': 'CA', '64': 'AS', '65': 'GU', '66': 'MP', '67': 'TX', '68': 'FL', '69': 'FL', '70': 'KS', '71': 'LA', '72': 'OH', '73': 'PA',
  '74': 'TX', '80': 'MD', '97': 'MP', '98': 'GU',
}

const known = new Set<string>([...letters, 'AS', 'GU', 'MP', 'FM', 'MH', 'PW', 'AA', 'AE', 'AP'])

/** Two postal letters, or `null` when the value is no state we know. */
export function stateLetters(value: string | null): string | null {
  if (value === null) return null
  const upper = value.toUpperCase()
  if (known.has(upper)) return upper
  if (!/^\d{1,2}$/.test(value)) return null
  const number = value.padStart(2, '0')
  return letters[Number(number) - 1] ?? (Object.hasOwn(later, number) ? (later[number] ?? null) : null)
}
