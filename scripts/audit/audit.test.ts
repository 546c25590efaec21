// `npm run audit` as it is run: what it finds, what it says, and with which code it leaves (quality PRV-06, SES-06).
// First, so that Next finds what it needs before anything else of it is loaded.
import { setSettings, signedInBrowser } from '@/lib/session/testing'
import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { createAuditLog, listOf } from '@/lib/audit/audit-log'
import { houseListAt } from '@/lib/audit/house'
import { openLedger } from '@/lib/audit/open-ledger'
import { type AuditPlace, makeAuditPlace } from '@/lib/audit/testing'
import { settings } from '@/lib/env'
import { disconnect } from '@/lib/session/leave'
import { type RunningSandbox, startSandbox } from '@/sandbox/testing'
import { run } from '@/scripts/launch/testing'
import { readWish } from './arguments'

describe('npm run audit', () => {
  let medicare: RunningSandbox
  let place: AuditPlace
  let env: Record<string, string>

  beforeAll(async () => {
    medicare = await startSandbox()
    place = await makeAuditPlace('libsql')
    env = setSettings(medicare, { VAULT_URL: place.url('vault') })
    vi.spyOn(process.stdout, 'write').mockReturnValue(true)
  })

  afterAll(async () => {
    await medicare.stop()
    await place.clear()
  })

  it('verify says that all is well, then where it is not; 0, then 3 (PRV-06)', async () => {
    const log = createAuditLog(settings().vault, () => openLedger(place.url('vault')))
    const id = randomBytes(32).toString('base64url')
    for (let count = 0; count < 3; count++) await log.note(id, 'loaded', 'claim')
    await log.close()
    const { VAULT_URL, VAULT_KEYS } = env
    const whole = await run('audit', ['verify'], { VAULT_URL, VAULT_KEYS })
    expect([whole.code, whole.told, ...whole.out.split('\n')]).toEqual([
      0,
      '',
      'Looked at 5 lines in 2 lists.',
      expect.stringMatching(/^The newest is line 3 of list \S{43}, of \d{4}-\d\d-\d\dT[\d:.]+Z\.$/),
      'Nothing is missing, and nothing was changed.',
    ])
    await place.rewrite('vault', listOf(id), (lines) => lines.toSpliced(1, 1))
    const found = await run('audit', ['verify'], { VAULT_URL, VAULT_KEYS })
    expect([found.code, ...found.out.split('\n').filter((line) => !line.startsWith('The newest'))]).toEqual([3, 'Looked at 4 lines in 2 lists.', `List ${listOf(id)}, line 2: is missing.`])
    const json = await run('audit', ['verify', '--json'], { VAULT_URL, VAULT_KEYS })
    expect([json.code, JSON.parse(json.out)]).toEqual([3, { lists: 2, lines: 4, findings: [{ list: listOf(id), line: 2, problem: 'missing' }], unnamed: 0, newest: { list: listOf(id), number: 3, atMs: expect.any(Number) } }])
    for (const list of [listOf(id), houseListAt(Date.now())]) await place.rewrite('vault', list, () => [])
    const emptied = await run('audit', ['verify'], { VAULT_URL, VAULT_KEYS })
    expect([emptied.code, emptied.out]).toEqual([3, `Looked at 0 lines in 0 lists.\nList ${houseListAt(Date.now())}: is gone as a whole.`])
  })

  it('retry-revocations ends what waits: 3 while Medicare is away, 0 when it is done (SES-06)', async () => {
    const { browser, grant } = await signedInBrowser(medicare, {})
    await medicare.closeDoor()
    await expect(browser.run(() => disconnect())).resolves.toBe('waiting')
    const away = await run('audit', ['retry-revocations', '--json'], env)
    expect([away.code, JSON.parse(away.out.split('\n').at(-1) ?? '')]).toEqual([3, { ended: 0, lost: 0, givenUp: 0, waiting: 1 }])
    await medicare.openDoor()
    const back = await run('audit', ['retry-revocations'], env)
    expect([back.code, back.out.split('\n').at(-1)]).toEqual([0, 'Ended at Medicare: 1. Nothing left to end with: 0. Given up after a day: 0. Still waiting: 0.'])
    expect(medicare.controls.listGrants()).toEqual([])
    for (const secret of [grant.accessToken.reveal(), grant.refreshToken?.reveal() ?? '']) expect(JSON.stringify([away, back])).not.toContain(secret)
  })

  it('a wrong setting or a store that is away is 1, in one line without an address', async () => {
    const wrong = await run('audit', ['verify'], { VAULT_URL: env['VAULT_URL'], VAULT_KEYS: 'k1:short' })
    expect([wrong.code, wrong.told]).toEqual([1, 'VAULT_KEYS must be a list of name:key, each key 32 bytes in base64url'])
    const away = await run('audit', ['verify'], { VAULT_URL: 'file:/dev/null/vault.db', VAULT_KEYS: env['VAULT_KEYS'] })
    expect([away.code, away.told]).toEqual([1, 'The store that VAULT_URL names does not answer.'])
  })

  it.each([[[]], [['look']], [['verify', 'twice']], [['verify', '--loud']]])('%j is not a command', (args) => {
    expect(readWish(args)).toMatchObject({ problem: expect.stringMatching(/.+/) })
  })

  it('asking for help is no mistake', () => {
    expect(readWish(['--help'])).toEqual({ problem: '' })
  })
})
