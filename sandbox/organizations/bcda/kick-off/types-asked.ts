// Which resource types an export may have in which version, and who may have them (contract 1.4).
import { fileTypes } from '@/sandbox/organizations/bcda/data/extract'
import type { BcdaVersion, FileType } from '@/sandbox/organizations/bcda/data/extract'
import type { KickOff } from './kick-off'

const supported: Readonly<Record<BcdaVersion, readonly FileType[]>> = {
  1: ['Patient', 'Coverage', 'ExplanationOfBenefit', 'Observation'],
  2: ['Patient', 'Coverage', 'ExplanationOfBenefit', 'Claim', 'ClaimResponse'],
  3: ['Patient', 'Coverage', 'ExplanationOfBenefit'],
}
const undecided: readonly FileType[] = ['Claim', 'ClaimResponse']
const withoutAsking: readonly FileType[] = ['Patient', 'ExplanationOfBenefit', 'Coverage']

/** The complaint about `_type`: a type that is none, then one that is not for this organization. */
export function complainTypes({ asked, version, client }: KickOff): string | null {
  for (const name of asked.url.searchParams.get('_type')?.split(',') ?? []) {
    const type = supported[version].find(known => known === name)
    if (type === undefined) return `invalid resource type ${name}. Supported types [${supported[version].join(', ')}]`
    if (undecided.includes(type) && !client.set.partiallyAdjudicated) return `unauthorized resource type ${name}`
  }
  return null
}

/** What the export will hold, in the order of the manifest. Without `_type`: everything that is open to them. */
export function typesFor({ asked, version, client }: KickOff): readonly FileType[] {
  const names = asked.url.searchParams.get('_type')?.split(',')
  if (names) return fileTypes.filter(type => names.includes(type))
  return version === 2 && client.set.partiallyAdjudicated ? [...withoutAsking, ...undecided] : withoutAsking
}
