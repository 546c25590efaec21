// Reads the few ways packages write which Node they want. A way it does not know is an error, never a yes.

/** True when `version` (like "20.20.2") lies in `range` (like "^20.19.0 || >=22"). @throws Error for an unknown way. */
export function admits(range: string, version: string): boolean {
  return range.split('||').some((part) => admitsAll(part.trim(), version))
}

function admitsAll(part: string, version: string): boolean {
  if (part === '*' || part === '') return true
  return part.replaceAll(/(>=|<=|<|>|\^|~)\s+/g, '$1').split(/\s+/).every((one) => admitsOne(one, version))
}

function admitsOne(comparator: string, version: string): boolean {
  const [, operator = '', text = ''] = /^(>=|<=|<|>|\^|~|=)?v?(\d+(?:\.(?:\d+|x))*)$/.exec(comparator) ?? []
  if (text === '') throw new Error(`a range of an unknown kind: ${comparator}`)
  const wanted = text.split('.').filter((each) => each !== 'x').map(Number)
  const order = compare(version, wanted)
  if (operator === '>=') return order >= 0
  if (operator === '<') return order < 0
  if (operator === '<=') return order <= 0
  if (operator === '>') return order > 0
  if (operator === '^') return order >= 0 && compare(version, wanted.slice(0, 1)) === 0
  if (operator === '~') return order >= 0 && compare(version, wanted.slice(0, 2)) === 0
  return order === 0
}

/** Compares only as many parts as `wanted` has: "20" equals 20.20.2. */
function compare(version: string, wanted: readonly number[]): number {
  const parts = version.split('.').map(Number)
  const differences = wanted.map((part, at) => (parts[at] ?? 0) - part)
  return differences.find((difference) => difference !== 0) ?? 0
}
