// `npm run connections` as it is run: against the emulators, with what it prints and how it ends.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systems } from '@/lib/connections/connection'
import { withEmulators } from '@/scripts/launch/emulators'
import { run } from '@/scripts/launch/testing'
import { type RunningSandbox, startSandbox } from '@/sandbox/testing'
import { readWish, usage } from './arguments'
import { runWish } from './work'

let sandbox: RunningSandbox
let env: Readonly<Record<string, string>>
beforeAll(async () => {
  sandbox = await startSandbox()
  env = withEmulators({}, sandbox.url)
})
afterAll(() => sandbox.stop())

const place = (more: Record<string, string> = {}, isTerminal = false) => ({ env: { ...env, ...more }, isTerminal, signal: new AbortController().signal })
const secrets = () => Object.entries(env).filter(([name]) => name.endsWith('SECRET')).map(([, value]) => value)

describe('what is told', () => {
  it('list: the four, where they are, and no secret', async () => {
    const plain = await runWish({ command: 'list', json: false }, place({ BCDA_SECRET_ISSUED: '2026-01-01' }))
    expect(plain).toMatchObject({ code: 0, warnings: [] })
    expect(plain.lines).toHaveLength(4)
    expect(plain.lines[0]).toMatch(/^bcda +sandbox +http.*\/bcda +client id ends in 3731, a new secret is due by 2026-04-01$/)
    const { lines } = await runWish({ command: 'list', json: true }, place({ OPTUM_SANDBOX_CLIENT_ID: '', OPTUM_SANDBOX_CLIENT_SECRET: '' }))
    expect(JSON.parse(lines.join())).toMatchObject(systems.map((system) => ({ system, credentials: system === 'optum' ? 'missing' : 'set' })))
    for (const secret of secrets()) expect([plain.lines, lines].join()).not.toContain(secret)
  })

  it('test all: each works, and 0', async () => {
    const { lines, code } = await runWish({ command: 'test', which: systems, json: true }, place())
    expect([JSON.parse(lines.join()), code]).toEqual([systems.map((system) => ({ system, ok: true, code: 'ok', status: expect.any(Number), tookMs: expect.any(Number) })), 0])
  })

  it('test of one with a wrong secret: what is wrong, and 3', async () => {
    const { lines, code } = await runWish({ command: 'test', which: ['cdc'], json: false }, place({ CDC_CLIENT_SECRET: 'wrong' }))
    expect([lines, code]).toEqual([[expect.stringMatching(/^cdc +does not work: credential-rejected, status 401, \d+ ms$/)], 3])
  })

  it('test of one that is not set up: that, and 3; among all it is left out', async () => {
    const missing = { OPTUM_SANDBOX_CLIENT_ID: '', OPTUM_SANDBOX_CLIENT_SECRET: '' }
    const one = await runWish({ command: 'test', which: ['optum'], json: false }, place(missing))
    expect([one.lines, one.code]).toEqual([[expect.stringContaining('credentials-missing')], 3])
    const all = await runWish({ command: 'test', which: systems, json: false }, place(missing))
    expect([all.lines.length, all.code]).toEqual([3, 0])
  })

  it('token: to a terminal, with a warning beside it', async () => {
    const wish = { command: 'token', system: 'bcda', toPipe: false, json: false } as const
    const { lines, warnings, code } = await runWish(wish, place({}, true))
    expect([lines, code]).toEqual([[expect.stringMatching(/^ey[\w.-]+$/)], 0])
    expect(warnings).toEqual([expect.stringMatching(/^Whoever has this token .* until 20/)])
    expect(warnings.join()).not.toContain(lines[0])
  })

  it('token: into a pipe not at all, unless that is said', async () => {
    const wish = { command: 'token', system: 'cdc', json: true } as const
    const asked = () => sandbox.controls.journal.entries().filter(({ path }) => path === '/cdc/v0/token/gen').length
    const before = asked()
    expect(await runWish({ ...wish, toPipe: false }, place())).toMatchObject({ lines: [], code: 3 })
    expect(asked()).toBe(before)
    const { lines } = await runWish({ ...wish, toPipe: true }, place())
    expect(JSON.parse(lines.join())).toEqual({ system: 'cdc', token: expect.any(String), goodUntil: expect.stringMatching(/Z$/) })
  })

  it('the command itself: warning and answer on streams of their own', async () => {
    const { code, out, told } = await run('connections', ['token', 'bcda', '--show-once', '--to-pipe'], env)
    expect([code, out, told]).toEqual([0, expect.stringMatching(/^ey[\w.-]+$/), expect.stringContaining('Whoever has this token')])
    expect(told).not.toContain(out)
  })
})

describe('what a person may type', () => {
  it.each<[args: string[], wish: object]>([
    [['list'], { command: 'list', json: false }],
    [['list', '--json'], { command: 'list', json: true }],
    [['test', 'cdc'], { command: 'test', which: ['cdc'], json: false }],
    [['test', 'all'], { command: 'test', which: systems, json: false }],
    [['token', 'optum', '--show-once'], { command: 'token', system: 'optum', toPipe: false, json: false }],
    [['--help'], { problem: '' }],
  ])('%j', (args, wish) => {
    expect(readWish(args)).toEqual(wish)
  })

  it.each([[[]], [['bogus']], [['test']], [['test', 'bogus']], [['token', 'bcda']], [['token', '--show-once']], [['list', '--show-once']], [['list', 'bcda']], [['test', 'cdc', 'bcda']], [['list', '--key=secret']]])(
    '%j is no command',
    (args) => {
      expect(readWish(args)).toHaveProperty('problem', expect.stringMatching(/./))
    },
  )

  it('help names every command and system', () => {
    for (const word of ['list', 'test', 'token', ...systems]) expect(usage).toContain(word)
  })
})
