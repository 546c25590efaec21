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

/**
 * A drug is written as its trade name and its substance: "Prednisone - PREDNISONE" becomes "Prednisone", "Glucophage XR -
 * METFORMIN HYDROCHLORIDE" becomes "Glucophage XR (metformin hydrochloride)". Where one name only adds the salt or how
 * the drug is released, the trade name, which stands on the bottle, says it all.
 */
export function tidyDrug(value: string | null): string | null {
  const whole = tidyText(value)
  if (value === null || whole === null) return whole
  const at = value.indexOf(' - ')
  const trade = at < 1 ? null : tidyText(value.slice(0, at).trim())
  const substance = at < 1 ? null : tidyText(value.slice(at + 3).trim())
  if (trade === null || substance === null) return whole
  return isOneDrug(trade, substance) ? trade : `${trade} (${substance.toLowerCase()})`
}

function isOneDrug(trade: string, substance: string): boolean {
  // A second substance is no salt of the first.
  if (isMixture.test(trade) !== isMixture.test(substance)) return false
  const [one, other] = [bareName(trade), bareName(substance)]
  return `${one} `.startsWith(`${other} `) || `${other} `.startsWith(`${one} `)
}

const isMixture = /[,;/+&]|\b(?:and|with)\b/i

/** Without how it is released. */
function bareName(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ').replace(/(?: (?:er|xr|xl|sr|cr|dr|la|ir|odt|hcl))+ ?$/, '').trim()
}

/** Two capitals side by side and not one small letter. A loop: every text of every claim passes here. */
function isShouted(value: string): boolean {
  let [run, longest, plain] = [0, 0, true]
  for (let index = 0; index < value.length; index++) {
    const unit = value.charCodeAt(index)
    if (unit >= 0x61 && unit <= 0x7a) return false
    run = unit >= 0x41 && unit <= 0x5a ? run + 1 : 0
    if (run > longest) longest = run
    if (unit > 0x7f) plain = false
  }
  return longest > 1 && (plain || value === value.toUpperCase())
}

function toSentence(value: string): string {
  const lower = value.toLowerCase().replace(lettered, (whole) => whole.slice(0, -1) + whole.slice(-1).toUpperCase())
  if (!hasKept(lower)) return capital(lower)
  return capital(lower.replace(/[a-z0-9]+/g, (word) => (kept.has(word) ? word.toUpperCase() : word)))
}

/** What is told apart by one letter: vitamin D, hepatitis B. */
const lettered = /\b(?:vitamin|hepatitis|influenza) [a-k]\b/g

/** A loop, as in `isShouted`. */
function hasKept(lower: string): boolean {
  let start = 0
  for (let index = 0; index <= lower.length; index++) {
    if (isWordUnit(lower.charCodeAt(index))) continue
    const length = index - start
    if (length > 1 && length < 6 && kept.has(lower.slice(start, index))) return true
    start = index + 1
  }
  return false
}

function isWordUnit(unit: number): boolean {
  return (unit >= 0x61 && unit <= 0x7a) || (unit >= 0x30 && unit <= 0x39)
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}

const kept = new Set(['nos', 'nec', 'hiv', 'aids', 'copd', 'ii', 'iii', 'iv', 'mri', 'ct', 'ekg', 'ecg', 'esrd', 'covid', 'dna', 'rna', 'us', 'dme', 'b12', 'hcpcs', 'er', 'xr', 'hcl'])
const keptInNames = new Set(['llc', 'llp', 'pllc', 'pc', 'pa', 'md', 'do', 'dds', 'np', 'rn', 'phd', 'dpm', 'od', 'ii', 'iii', 'iv', 'usa', 'cvs', 'va', 'lp'])
