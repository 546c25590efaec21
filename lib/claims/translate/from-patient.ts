// The person as Medicare knows them, from either version (contract claims-data 2.2). Total: never throws.
import type { Person } from '@/lib/claims/person'
import { date } from './dates'
import { nameOf } from './people'
import { extension, extensionCoding, findNode, firstCoding, isNode, list, node, text, type Node } from './read'
import { stateLetters } from './states'
import { variables, type Version } from './versions'

/**
 * Reads a person. A merged record carries nothing but the id it was merged into: `mergedInto`, to be followed once.
 * @returns `null` when it is not a person's record at all.
 */
export function readPerson(resource: unknown, version: Version): Person | null {
  if (!isNode(resource) || resource['resourceType'] !== 'Patient') return null
  const numbers = readNumbers(resource)
  return {
    name: nameOf({ name: preferredName(resource) }),
    bornOn: date(resource['birthDate']),
    diedOn: date(resource['deceasedDateTime']),
    sex: readSex(resource),
    race: version === 2 ? readRaceV2(resource) : readRaceV3(resource),
    ...readAddress(resource),
    language: readLanguage(resource),
    ...numbers,
    mergedInto: readMerge(resource),
  }
}

function preferredName(record: Node): readonly Node[] {
  const names = list(record['name']).filter(isNode)
  const usual = names.find((one) => one['use'] === 'usual') ?? names[0]
  return usual === undefined ? [] : [usual]
}

const birthSexes = new Map<unknown, Person['sex']>([['248153007', 'male'], ['248152002', 'female']])
const genders = new Map<unknown, Person['sex']>([
  ['male', 'male'],
  ['female', 'female'],
  ['other', 'other'],
  ['unknown', 'unknown'],
])

function readSex(record: Node): Person['sex'] {
  const written = extension(record, 'http://hl7.org/fhir/us/core/StructureDefinition/us-core-sex')?.['valueCode']
  const gender = genders.get(record['gender'])
  return gender === undefined || gender === 'unknown' ? (birthSexes.get(written) ?? gender ?? null) : gender
}

/** Medicare's own code; the common extension always says "Unknown" in version 2. */
function readRaceV2(record: Node): string | null {
  return text(extensionCoding(record, `${variables}race`)?.display)
}

function readRaceV3(record: Node): string | null {
  const race = extension(record, 'http://hl7.org/fhir/us/core/StructureDefinition/us-core-race')
  const written = extension(race, 'text')
  return text(written?.['valueString']) ?? text(written?.['valueCode'])
}

function readAddress(record: Node): Pick<Person, 'addressLines' | 'city' | 'state' | 'zip'> {
  const address = node(list(record['address'])[0])
  return {
    addressLines: list(address['line']).flatMap((line) => text(line) ?? []),
    city: text(address['city']),
    state: stateLetters(text(address['state'])),
    zip: readZip(text(address['postalCode'])),
  }
}

/** Version 3 loses leading zeros: 2351 is 02351. */
function readZip(value: string | null): string | null {
  if (value === null || !/^\d{3,5}$/.test(value)) return value
  return value.padStart(5, '0')
}

function readLanguage(record: Node): string | null {
  const code = firstCoding(node(list(record['communication'])[0])['language'])?.code
  return code === undefined || code === 'unknown' ? null : code
}

interface MedicareNumber {
  readonly value: string
  readonly isCurrent: boolean
  readonly isOpen: boolean
  readonly start: string
}

const mbiSystem = 'http://hl7.org/fhir/sid/us-mbi'
const currency = 'https://bluebutton.cms.gov/resources/codesystem/identifier-currency'

/** The number marked current; else the one without an end; else the one that began last. */
function readNumbers(record: Node): Pick<Person, 'medicareNumber' | 'formerMedicareNumbers'> {
  const numbers = list(record['identifier']).filter(isNode).flatMap((one) => readNumber(one) ?? [])
  const byStart = numbers.toSorted((one, other) => (one.start < other.start ? 1 : one.start > other.start ? -1 : 0))
  const current = byStart.find((one) => one.isCurrent) ?? byStart.find((one) => one.isOpen) ?? byStart[0] ?? null
  const former = new Set(numbers.map((one) => one.value).filter((value) => value !== current?.value))
  return { medicareNumber: current?.value ?? null, formerMedicareNumbers: [...former] }
}

function readNumber(identifier: Node): MedicareNumber | null {
  const value = text(identifier['value'])
  if (identifier['system'] !== mbiSystem || value === null) return null
  const marks = list(node(identifier['type'])['coding']).flatMap((one) => extensionCoding(one, currency)?.code ?? [])
  const period = node(identifier['period'])
  return {
    value,
    isCurrent: marks.includes('current'),
    isOpen: period['end'] === undefined && !marks.includes('historic'),
    start: date(period['start']) ?? '',
  }
}

function readMerge(record: Node): string | null {
  const link = findNode(record['link'], (one) => one['type'] === 'replaced-by')
  const reference = text(node(link?.['other'])['reference'])
  return /^Patient\/([A-Za-z0-9.-]{1,64})$/.exec(reference ?? '')?.[1] ?? null
}
