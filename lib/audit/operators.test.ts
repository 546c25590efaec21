// The operators' lists: signed like every other, named by the house, and without a name or a number in them (quality SES-12, PRV-06).
import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { VaultKey } from '@/lib/env'
import { Secret } from '@/lib/secret'
import { readAuditKeys } from './audit-keys'
import { type AuditLog, createAuditLog } from './audit-log'
import { openLedger } from './open-ledger'
import { operatorListAt, readOperatorLine, toOperatorWords } from './operators'
import { type AuditPlace, makeAuditPlace } from './testing'
import { verifyLog } from './verify'

const keys: readonly [VaultKey] = [{ id: 'k1', key: new Secret(randomBytes(32).toString('base64url')) }]
const monthMs = 31 * 24 * 60 * 60_000
const atMs = Date.UTC(2026, 8, 15)

let place: AuditPlace
const opened: AuditLog[] = []

beforeAll(async () => {
  vi.spyOn(process.stdout, 'write').mockReturnValue(true)
  place = await makeAuditPlace('libsql')
})

afterAll(async () => {
  for (const one of opened) await one.close()
  await place.clear()
})

function open(name: string, now: () => number = () => atMs): AuditLog {
  const log = createAuditLog({ url: place.url(name), keys }, () => openLedger(place.url(name)), now)
  opened.push(log)
  return log
}

async function findingsOf(name: string) {
  const ledger = await openLedger(place.url(name))
  try {
    return (await verifyLog(ledger, await readAuditKeys(ledger, keys), atMs)).findings
  } finally {
    await ledger.close()
  }
}

describe('the list of operators', () => {
  it('tells who did what with which export, newest first, over the turn of a month', async () => {
    const clock = { nowMs: atMs }
    const log = open('months', () => clock.nowMs)
    await log.noteOperator('signed-in', { by: 'terminal' }, 'link')
    clock.nowMs += monthMs
    await log.noteOperator('claim-read', { by: 'terminal', export: '20261016-000000-abcdefgh', claim: 'kpMe1Hs5hNMQ' })
    const { lines, whole } = await log.readOperators(10)
    expect(whole).toBe(true)
    expect(lines.map(({ deed, refs }) => [deed, refs])).toEqual([
      ['claim-read', { by: 'terminal', export: '20261016-000000-abcdefgh', claim: 'kpMe1Hs5hNMQ' }],
      ['signed-in', { by: 'terminal' }],
    ])
    expect((await log.readOperators(1)).lines).toHaveLength(1)
    expect(await findingsOf('months')).toEqual([])
  })

  it.each([
    ['a line is taken out of it', (lines: readonly string[]) => lines.filter((_, index) => index !== 1)],
    ['its end is cut off', (lines: readonly string[]) => lines.slice(0, 2)],
    ['somebody else is put into it', (lines: readonly string[]) => lines.map((line) => line.replace('by:ann', 'by:bob'))],
  ])('when %s, the page and the command say so', async (what, change) => {
    const log = open(what)
    for (const deed of ['export-started', 'export-stopped', 'export-deleted'] as const) await log.noteOperator(deed, { by: 'ann' })
    await place.rewrite(what, operatorListAt(atMs), change, 'lost')
    expect((await log.readOperators(10)).whole).toBe(false)
    expect(await findingsOf(what)).not.toEqual([])
  })

  it('when all of it is taken away, the command says so', async () => {
    const log = open('gone')
    await log.noteOperator('signed-in', { by: 'ann' }, 'provider')
    await place.rewrite('gone', operatorListAt(atMs), () => [])
    expect(await findingsOf('gone')).toContainEqual({ list: operatorListAt(atMs), line: null, problem: 'gone' })
  })

  it('what is no reference is not written down', () => {
    expect(toOperatorWords(['link'], { by: 'ann@example.org', export: '../x', claim: 'a b' })).toEqual(['link'])
  })

  it('a line with a word or a deed of nobody’s list is not shown', () => {
    const line = { list: 'operators-2026-09', number: 1, atMs }
    expect(readOperatorLine({ ...line, deed: 'signed-in', words: ['by:ann', 'somebody'] })).toBeNull()
    expect(readOperatorLine({ ...line, deed: 'toString', words: [] })).toBeNull()
  })
})
