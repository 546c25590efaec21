// The closing line is believed by people and by machines, so what goes into it is proven here.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { findChromium } from './chromium'
import { readPlaywrightReport } from './playwright-tally'
import { judge, runNode } from './programs'
import { runStages, type Stage } from './stages'
import { closingLine, oneFailed, onePassed, tallySchema } from './tally'

const stage = (name: string, run: Stage['run']): Stage => ({ name, run })
const never = new AbortController().signal

describe('a run of stages', () => {
  it('goes on after a failure, ends with 1, and closes with one plain line', async () => {
    const said: string[] = []
    const stages = [
      stage('lint', async () => oneFailed),
      stage('types', async () => onePassed),
      stage('unit tests', async () => ({ passed: 5, failed: 0, skipped: [{ name: 'records', reason: 'no fixtures' }] })),
      stage('build', async () => Promise.reject(new Error('The build failed.'))),
    ]
    expect(await runStages(stages, never, (line) => said.push(line))).toBe(1)
    expect(said.at(-1)).toBe('6 passed, 2 failed, 1 skipped')
    expect(said.join('\n')).toContain('Skipped, because no fixtures:\n  records')
    expect(said.join('\n')).toContain('The build failed.')
    expect(said).toContain('Failed: lint, build.')
  })

  it('ends with 0 when nothing failed', async () => {
    expect(await runStages([stage('lint', async () => onePassed)], never, () => {})).toBe(0)
  })

  it('is not called a success when it was stopped', async () => {
    const stop = new AbortController()
    const stages = [stage('lint', async () => (stop.abort(), onePassed)), stage('types', async () => onePassed)]
    expect(await runStages(stages, stop.signal, () => {})).toBe(130)
  })
})

describe('what a runner says', () => {
  it('a skip without a reason counts as a failure', () => {
    const report = { passed: 1, failed: 0, skipped: [{ name: 'one', reason: '' }, { name: 'two', reason: 'no fixtures' }] }
    expect(closingLine(judge(report, true))).toBe('1 passed, 1 failed, 1 skipped')
  })

  it('a runner that is not content failed, whatever it counted', () => {
    expect(closingLine(judge({ passed: 9, failed: 0, skipped: [] }, false))).toBe('9 passed, 1 failed, 0 skipped')
  })

  it('no report is no success', () => {
    expect(() => judge(null, true)).toThrow('without a report')
  })
})

it('a Playwright report is counted, nested suites and all', () => {
  const spec = (title: string, status: string, annotations: unknown[] = []) => ({ title, file: 'a.spec.ts', tests: [{ status, annotations }] })
  const report = {
    errors: [{ message: 'outside' }],
    suites: [
      {
        specs: [spec('opens', 'expected')],
        suites: [{ specs: [spec('flickers', 'flaky'), spec('breaks', 'unexpected'), spec('waits', 'skipped', [{ type: 'skip', description: 'no fixtures' }])] }],
      },
    ],
  }
  expect(readPlaywrightReport(report)).toEqual({ passed: 1, failed: 3, skipped: [{ name: 'a.spec.ts: waits', reason: 'no fixtures' }] })
})

it('vitest is counted: passed, failed, skipped with its reason, and a file that cannot be loaded', { timeout: 60_000 }, async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'plainclaim-'))
  const write = (name: string, text: string) => writeFile(path.join(folder, name), text)
  await write('vitest.config.mjs', `export default { test: { globals: true, include: ['*.test.mjs'] } }`)
  await write('a.test.mjs', "it('passes', () => {}); it('fails', () => { expect(1).toBe(2) }); it('waits', (t) => t.skip('no fixtures')); it.skip('hides', () => {}); it.skip('records (skipped: no records)', () => {})")
  await write('b.test.mjs', "throw new Error('cannot be loaded')")
  await write('c.test.mjs', "console.log('skipped: no fixtures here'); it.skip('one', () => {}); it('two', (t) => { console.log('skipped: no time'); t.skip() })")
  const file = path.join(folder, 'tally.json')
  const args = [path.resolve('node_modules/vitest/vitest.mjs'), 'run', '--root', folder, `--reporter=${path.resolve('scripts/proof/vitest-tally.ts')}`]
  expect(await runNode(args, never, { TALLY_FILE: file })).toBe(false)
  const tally = tallySchema.parse(JSON.parse(await readFile(file, 'utf8')))
  expect({ ...tally, skipped: tally.skipped.toSorted((one, other) => one.name.localeCompare(other.name)) }).toEqual({
    passed: 1,
    failed: 2,
    skipped: [
      { name: 'a.test.mjs: hides', reason: '' },
      { name: 'a.test.mjs: records (skipped: no records)', reason: 'no records' },
      { name: 'a.test.mjs: waits', reason: 'no fixtures' },
      { name: 'c.test.mjs: one', reason: 'no fixtures here' },
      { name: 'c.test.mjs: two', reason: 'no time' },
    ],
  })
  await rm(folder, { recursive: true, force: true })
})

describe('the browser', () => {
  const here = process.execPath
  const env = (settings: Record<string, string>): NodeJS.ProcessEnv => ({ NODE_ENV: 'test', ...settings })

  it('is the one CHROMIUM_PATH names', () => {
    expect(findChromium(env({ CHROMIUM_PATH: here }), here)).toEqual({ executablePath: here })
  })

  it('is not guessed when CHROMIUM_PATH names nothing', () => {
    expect(() => findChromium(env({ CHROMIUM_PATH: '/nowhere' }), here)).toThrow('CHROMIUM_PATH')
  })

  it("is Playwright's own when it is there, which needs no naming", () => {
    expect(findChromium(env({}), here)).toEqual({ executablePath: null })
  })

  it('is the first on PATH otherwise, or none', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'plainclaim-'))
    await writeFile(path.join(folder, 'google-chrome'), '')
    expect(findChromium(env({ PATH: `/nowhere${path.delimiter}${folder}` }), '/nowhere')).toEqual({ executablePath: path.join(folder, 'google-chrome') })
    await rm(folder, { recursive: true })
    expect(findChromium(env({ PATH: folder }), '/nowhere')).toBeNull()
  })
})
