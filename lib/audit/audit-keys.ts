// The keys that sign the access log. Each is random and lies in the log itself, sealed under the master keys: so lines can be
// checked for a year although master keys turn over in weeks, and nobody signs with the log's file alone (quality SES-09).
import 'server-only'
import { randomBytes } from 'node:crypto'
import type { VaultKey } from '@/lib/env'
import { Unavailable } from '@/lib/errors'
import { masterKeyOf, openUnderMaster, sealUnderMaster } from '@/lib/master-seal'
import { Secret } from '@/lib/secret'
import type { Ledger } from './ledger'

type MasterKeys = readonly [VaultKey, ...VaultKey[]]

/** By name. A key has the name of the master key that was first when it was made. */
export type AuditKeys = ReadonlyMap<string, Secret>

export interface SigningKeys {
  readonly all: AuditKeys
  /** The name of the one that signs. */
  readonly signing: string
  /** A new master key was put first since the last time. */
  readonly turned: boolean
}

/** All keys that these master keys open. Nothing is written. */
export async function readAuditKeys(ledger: Ledger, masters: MasterKeys): Promise<AuditKeys> {
  const stored = await ledger.keys()
  return new Map([...stored].flatMap(([name, seals]) => {
    const key = openAny(name, seals, masters)
    return key === null ? [] : [[name, new Secret(key)] as const]
  }))
}

/**
 * The same, with one for the first master key, made when there is none. Each is put under all master keys of the list and
 * no other: then processes whose lists are in a different order do not undo each other's work while keys turn over.
 * @throws Unavailable when the one that should sign does not open: lines under another key would look forged
 */
export async function openAuditKeys(ledger: Ledger, masters: MasterKeys): Promise<SigningKeys> {
  const [{ id: signing }] = masters
  const before = await ledger.keys()
  if (!before.has(signing)) await ledger.addKey(signing, sealForAll(signing, randomBytes(32).toString('base64url'), masters))
  const all = await readAuditKeys(ledger, masters)
  for (const [name, key] of all) {
    const seals = before.get(name)
    if (seals && !isForAll(seals, masters)) await ledger.resealKey(name, seals, sealForAll(name, key.reveal(), masters))
  }
  if (!all.has(signing)) throw new Unavailable('key of the access log')
  return { all, signing, turned: before.size > 0 && !before.has(signing) }
}

function sealForAll(name: string, key: string, masters: MasterKeys): string {
  return masters.map((master) => sealUnderMaster(key, master, purposeOf(name))).join(' ')
}

function openAny(name: string, seals: string, masters: MasterKeys): string | null {
  const opened = seals.split(' ').map((sealed) => openUnderMaster(sealed, masters, purposeOf(name)))
  return opened.find((key) => key !== null) ?? null
}

function isForAll(seals: string, masters: MasterKeys): boolean {
  const names = new Set(seals.split(' ').map(masterKeyOf))
  return names.size === masters.length && masters.every(({ id }) => names.has(id))
}

function purposeOf(name: string): string {
  return `audit key ${name}`
}
