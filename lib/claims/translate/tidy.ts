// Medicare's own texts, made readable: capitals become a sentence, wrapping quote marks go. The words stay Medicare's.

/** "\"ANEMIA, UNSPECIFIED\"" becomes "Anemia, unspecified"; text that is already in small letters is left alone. */
export function tidyText(value: string | null): string | null {
  if (value === null) return null
  const bare = value.startsWith('"') && value.endsWith('"') && value.length > 2 ? value.slice(1, -1).trim() : value
  if (bare === '' || bare === '~') return null
  return isShouted(bare) ? toSentence(bare) : bare
}

/** "ADVANTAGE HOME HEALTH CARE, INC." becomes "Advantage Home Health Care, Inc."; mixed-case names are left alone. */
export function tidyName(name: string): string {
  if (!isShouted(name)) return name
  const spell = (word: string): string => (keptInNames.has(word) ? word.toUpperCase() : capital(word))
  return name.toLowerCase().replace(/[\p{L}\p{N}']+/gu, spell)
}

/** Two capitals side by side and not one small letter. */
function isShouted(value: string): boolean {
  return !/[a-z]/.test(value) && /[A-Z]{2}/.test(value) && value === value.toUpperCase()
}

function toSentence(value: string): string {
  const lower = value.toLowerCase()
  if (!mayKeep.test(lower)) return capital(lower)
  return capital(lower.replace(/[a-z0-9]+/g, (word) => (kept.has(word) ? word.toUpperCase() : word)))
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}

const kept = new Set(['nos', 'nec', 'hiv', 'aids', 'copd', 'ii', 'iii', 'iv', 'mri', 'ct', 'ekg', 'ecg', 'esrd', 'covid', 'dna', 'rna', 'us', 'dme', 'b12', 'hcpcs', 'er', 'xr', 'hcl'])
const keptInNames = new Set(['llc', 'llp', 'pllc', 'pc', 'pa', 'md', 'do', 'dds', 'np', 'rn', 'phd', 'dpm', 'od', 'ii', 'iii', 'iv', 'usa', 'cvs', 'va', 'lp'])
const mayKeep = new RegExp(`\\b(?:${[...kept].join('|')})\\b`)
