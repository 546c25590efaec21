// One claim's record made ready for reading: its version's table, its supporting information by category, and the count
// of what could not be read. Every reader of a claim gets this and nothing else.
import type { ClaimKind } from '@/lib/claims/claim'
import { codings, extensionCoding, firstCoding, isNode, nodes, type Coding, type Node, type Tally } from './read'
import { dialectOf, kindOfType, type Dialect, type Version } from './versions'

export interface Source {
  readonly record: Node
  readonly dialect: Dialect
  readonly kind: ClaimKind
  /** All claim type codes the record carries. */
  readonly typeCodes: readonly string[]
  readonly infos: ReadonlyMap<string, Node>
  readonly tally: Tally
}

/** Opens a record for reading. */
export function openSource(record: Node, version: Version): Source {
  const dialect = dialectOf(version)
  const tally: Tally = { unread: 0 }
  const typeCodes = readTypeCodes(record, dialect)
  const kind = typeCodes[0] === undefined ? 'other' : kindOfType(typeCodes[0])
  return { record, dialect, kind, typeCodes, infos: readInfos(record, tally), tally }
}

function readTypeCodes(record: Node, dialect: Dialect): readonly string[] {
  const codes: string[] = []
  for (const ending of dialect.typeSystems) {
    const found = firstCoding(record['type'], ending)
    if (found !== null) codes.push(found.code)
  }
  return codes
}

function readInfos(record: Node, tally: Tally): ReadonlyMap<string, Node> {
  const infos = new Map<string, Node>()
  for (const info of nodes(record['supportingInfo'], tally)) {
    for (const entry of codings(info['category'])) {
      if (!isNode(entry)) continue
      const code = entry['code']
      if (typeof code === 'string' && !infos.has(code)) infos.set(code, info)
    }
  }
  return infos
}

/** The first supporting information of this name, or `null`. */
export function findInfo(source: Source, name: keyof Dialect['info']): Node | null {
  for (const category of source.dialect.info[name]) {
    const found = source.infos.get(category)
    if (found !== undefined) return found
  }
  return null
}

/** The code of a supporting information, preferring a system with that ending. */
export function infoCoding(source: Source, name: keyof Dialect['info'], systemEnding = ''): Coding | null {
  const found = findInfo(source, name)
  if (found === null) return null
  return firstCoding(found['code'], systemEnding) ?? firstCoding(found['code'])
}

/** The code of an extension on the claim: where version 2 and the first version 3 keep what later moved. */
export function claimExtensionCoding(source: Source, name: keyof Dialect['claimExtension']): Coding | null {
  const url = source.dialect.claimExtension[name]
  return url === '' ? null : extensionCoding(source.record, url)
}

type Moved = keyof Dialect['info'] & keyof Dialect['claimExtension']

/** As `infoCoding`, then as `claimExtensionCoding`. */
export function anyCoding(source: Source, name: Moved): Coding | null {
  return infoCoding(source, name) ?? claimExtensionCoding(source, name)
}
