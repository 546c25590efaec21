/**
 * Reads the addresses of presence-rows.ts in a resource: dots descend, lists are walked through, brackets filter, and
 * the choice elements of FHIR (`value`, `timing`, `location`, `deceased`) find whichever form is there.
 */
import { isObject, textAt } from '@/sandbox/people/fhir-json'
import type { JsonObject } from '@/sandbox/people/fhir-json'

const ADDRESSES: Readonly<Record<string, string>> = {
  $V: 'https://bluebutton.cms.gov/resources/variables/',
  $S: 'https://bluebutton.cms.gov/fhir/CodeSystem/',
  $D: 'https://bluebutton.cms.gov/fhir/StructureDefinition/',
}
const CHOICES = new Set(['value', 'timing', 'location', 'deceased'])

interface Step {
  readonly key: string
  readonly filters: readonly { readonly path: readonly Step[]; readonly values: readonly string[] }[]
}

/** Hears of each value found; true ends the search. */
type Found = (value: unknown) => boolean

const parsed = new Map<string, readonly Step[]>()

/** Everything that stands at this address; empty when nothing does. */
export function valuesAt(resource: unknown, path: string): readonly unknown[] {
  const values: unknown[] = []
  search(resource, stepsOf(path), resource, value => {
    values.push(value)
    return false
  })
  return values
}

/** Whether anything stands at this address. */
export function isAt(resource: unknown, path: string): boolean {
  return search(resource, stepsOf(path), resource, () => true)
}

function stepsOf(path: string): readonly Step[] {
  const known = parsed.get(path)
  if (known !== undefined) return known
  const steps = [...path.matchAll(/(\w+)((?:\[[^\]]+\])*)/g)].map(([, key = '', brackets = '']) => ({
    key,
    filters: [...brackets.matchAll(/\[([^=]+)=([^\]]+)\]/g)].map(([, at = '', wanted = '']) => ({
      path: stepsOf(at),
      values: wanted.split('|').map(value => value.replace(/^\$[VSD]/, short => ADDRESSES[short] ?? short)),
    })),
  }))
  parsed.set(path, steps)
  return steps
}

function search(value: unknown, steps: readonly Step[], root: unknown, found: Found, at = 0): boolean {
  const step = steps[at]
  if (step === undefined) return found(value)
  if (!isObject(value)) return false
  const goOn = (entry: unknown) => passes(entry, step, root) && search(entry, steps, root, found, at + 1)
  return CHOICES.has(step.key) ? forms(value, step.key).some(goOn) : someOf(value[step.key], goOn)
}

function someOf(value: unknown, test: Found): boolean {
  return Array.isArray(value) ? value.some(test) : value !== undefined && test(value)
}

function passes(entry: unknown, { filters }: Step, root: unknown): boolean {
  return filters.every(({ path, values }) => {
    const wanted = values[0] === '$provider' ? [textAt(root, 'provider', 'reference')?.slice(1)] : values
    return search(entry, path, root, value => wanted.some(one => one === value))
  })
}

function forms(value: JsonObject, key: string): readonly unknown[] {
  const isForm = (name: string) => name.startsWith(key) && (name === key || /[A-Z]/.test(name.charAt(key.length)))
  return Object.keys(value).filter(isForm).map(name => value[name])
}
