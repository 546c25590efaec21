// Who did what on a claim, and whom to name first. Names are mostly missing in version 2 and mostly present in
// version 3 (contract claims-data 1.5); masked numbers are not numbers.
import type { Provider } from '@/lib/claims/claim'
import { coded } from './codes'
import { codings, findNode, firstCoding, hasCode, identifierValue, isNode, isOfSystem, list, node, nodes, text, type Node } from './read'
import type { Source } from './source'

type Role = Provider['role']

export interface People {
  readonly who: Provider | null
  readonly people: readonly Provider[]
}

/** Everybody named on the claim, and the one to name first. */
export function readPeople(source: Source): People {
  const first = readBilling(source)
  const team = nodes(source.record['careTeam'], source.tally).flatMap((member) => readMember(member, source) ?? [])
  const people = withoutRepeats(first === null ? team : [first, ...team])
  return { who: chooseWho(first, team, source), people }
}

/** Whom to name first (contract claims-data 1.5): it differs by version and by kind. */
function chooseWho(first: Provider | null, team: readonly Provider[], source: Source): Provider | null {
  if (source.kind === 'pde') return first
  const numbered = first ?? team.find((one) => one.npi) ?? null
  if (source.dialect.version === 3) return [first, ...team].find((one) => one?.name) ?? numbered
  if (!isProfessional(source)) return numbered
  const order = professionalOrder(first, team)
  return order.find((one) => one?.name) ?? order.find((one) => one?.specialty) ?? numbered
}

/** Version 2 doctors' and equipment claims: the billing group, then who treated (contract claims-data 1.5). */
function professionalOrder(first: Provider | null, team: readonly Provider[]): readonly (Provider | null)[] {
  return [...team.filter((one) => one.role === 'billing'), ...team.filter((one) => one.role === 'performing'), first]
}

function isProfessional(source: Source): boolean {
  return source.kind === 'carrier' || source.kind === 'dme'
}

/** The biller: a facility, a group, or the pharmacy, which stands elsewhere in each version. */
function readBilling(source: Source): Provider | null {
  const { record, dialect, kind } = source
  const role: Role = kind === 'pde' ? 'pharmacy' : isProfessional(source) ? 'billing' : 'facility'
  const place = kind === 'pde' && dialect.version === 2 ? node(record['facility']) : node(record['provider'])
  const usual = dialect.version === 2 ? findContained(record, { reference: '#provider-org' }) : null
  const holder = findContained(record, place) ?? usual
  const direct = readProvider(place, role, source)
  const held = holder === null ? null : readHeld(holder, role)
  return known({
    role,
    name: held?.name ?? direct.name,
    npi: held?.npi ?? direct.npi ?? (kind === 'pde' ? npiOf(node(record['provider'])['identifier']) : null),
    ccn: held?.ccn ?? null,
    specialty: null,
  })
}

function readMember(member: Node, source: Source): Provider | null {
  const role = roleOf(member, source)
  const provider = node(member['provider'])
  const holder = findContained(source.record, provider)
  const held = holder === null ? null : readHeld(holder, role)
  const direct = readProvider(provider, role, source)
  const specialty = coded('specialty', firstCoding(member['qualification'], source.dialect.specialtySystem), 2)
  return known({
    role,
    name: direct.name ?? held?.name ?? null,
    npi: direct.npi ?? held?.npi ?? null,
    ccn: held?.ccn ?? null,
    specialty: specialty === null || /^9+$/.test(specialty.code) ? null : specialty,
  })
}

function readProvider(provider: Node, role: Role, source: Source): Provider {
  const identifier = provider['identifier']
  // Version 2 writes billing numbers under systems of its own; a UPIN is not a number anyone can look up.
  const npi = source.dialect.version === 2 && hasCode(node(identifier)['type'], 'UPIN') ? null : npiOf(identifier)
  return { role, name: realName(text(provider['display'])), npi, ccn: null, specialty: null }
}

function npiOf(identifier: unknown): string | null {
  return identifierValue(identifier)
}

/** An organisation or a person the record carries inside. */
function readHeld(holder: Node, role: Role): Provider {
  const identifiers = list(holder['identifier']).filter(isNode)
  const npi = identifiers.find((one) => one['system'] === npiSystem)
  const ccn = identifiers.find((one) => isCertification(one))
  return { role, name: nameOf(holder), npi: identifierValue(npi), ccn: identifierValue(ccn), specialty: null }
}

const npiSystem = 'http://hl7.org/fhir/sid/us-npi'

/** Version 2 marks the certification number by type (`payerid` in the preview of 2020), version 3 by system. */
function isCertification(identifier: Node): boolean {
  if (isOfSystem(identifier, '/CCN')) return true
  return text(identifier['system']) === null && (hasCode(identifier['type'], 'PRN') || hasCode(identifier['type'], 'payerid'))
}

/** "N/A" is no name. */
function realName(name: string | null): string | null {
  return name === null || /^(n\/?a|none|null|unknown|not available)$/i.test(name) ? null : name
}

/** A written name, or given names before the family name. */
export function nameOf(holder: Node): string | null {
  const plain = text(holder['name'])
  if (plain !== null) return realName(plain)
  const human = list(holder['name']).find(isNode)
  if (human === undefined) return null
  const given = list(human['given']).flatMap((part) => text(part) ?? [])
  const parts = [...given, text(human['family'])].filter((part) => part !== null)
  return parts.length > 0 ? parts.join(' ') : text(human['text'])
}

/** The contained resource a reference points to; a dangling reference finds nothing. The payer is nobody's provider. */
function findContained(record: Node, pointer: Node): Node | null {
  const reference = text(pointer['reference'])
  if (reference === null || !reference.startsWith('#')) return null
  const id = reference.slice(1)
  if (id === 'insurer-org') return null
  return findNode(record['contained'], (one) => one['id'] === id) ?? null
}

/** Preview roles of institutional claims: the first doctor attended, the second operated. */
const roles = new Map<string, Role>([
  ['performing', 'performing'], ['rendering', 'performing'], ['attending', 'attending'], ['operating', 'operating'],
  ['otheroperating', 'operating'], ['referring', 'referring'], ['prescribing', 'prescribing'], ['assist', 'operating'],
])

function roleOf(member: Node, source: Source): Role {
  for (const entry of codings(member['role'])) {
    if (!isNode(entry)) continue
    const code = text(entry['code'])
    if (code === 'primary') return primaryRole(source)
    const role = code === null ? undefined : roles.get(code)
    if (role !== undefined) return role
  }
  return 'other'
}

/** The first named: a billing group, a prescriber, or the doctor in charge of a stay. */
function primaryRole(source: Source): Role {
  if (isProfessional(source)) return 'billing'
  return source.kind === 'pde' ? 'prescribing' : 'attending'
}

function known(provider: Provider): Provider | null {
  return provider.name ?? provider.npi ?? provider.ccn ?? provider.specialty ? provider : null
}

function withoutRepeats(people: readonly Provider[]): readonly Provider[] {
  return people.filter((one, index) => !people.some((other, before) => before < index && isSame(one, other)))
}

function isSame(one: Provider, other: Provider): boolean {
  if (one.role !== other.role || one.npi !== other.npi || one.name !== other.name || one.ccn !== other.ccn) return false
  return one.specialty?.code === other.specialty?.code
}
