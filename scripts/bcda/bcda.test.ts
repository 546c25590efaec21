// `npm run bcda` as it is run: an export in a process of its own, stopped by Ctrl-C and gone on with, and how each ends.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { openExportDesk } from '@/lib/connections/bulk-export/export-desk'
import { linesOf, type Source, startSource, testWorld } from '@/lib/connections/bulk-export/testing'
import { begin, run } from '@/scripts/launch/testing'
import { readWish, usage } from './arguments'
import { runWish } from './work'

const never = new AbortController().signal
let source: Source
let folder: string
let env: Readonly<Record<string, string>>
beforeAll(async () => {
  source = await startSource([{ type: 'Patient', bytes: linesOf('Patient', 10) }], { looks: 1 })
  folder = await mkdtemp(path.join(tmpdir(), 'bcda-'))
  env = { BCDA_URL: source.url, CONNECTIONS_EMULATED: 'yes', BCDA_CLIENT_ID: 'somebody', BCDA_CLIENT_SECRET: 'canary-secret-of-the-test', BCDA_EXPORTS_FOLDER: folder }
})
afterAll(async () => {
  await source.stop()
  await rm(folder, { recursive: true, force: true })
})

describe('in a process of its own', () => {
  it('Ctrl-C stops an export where its state is safe, says how to go on, and answers 4; resume finishes it with one kick-off', async () => {
    source.bends.push((request, response) => {
      if (!request.url?.includes('/jobs/') || source.asked.filter((line) => line.includes('/jobs/')).length > 50) return false
      response.writeHead(202, { 'retry-after': '1' }).end()
      return true
    })
    let sent = false
    const stopped = await begin('bcda', ['export', '--type', 'Patient'], env, (running) => {
      if (sent || !running.said().includes('running')) return
      sent = true
      running.kill('SIGINT')
    }).ended
    const id = /resume (\S+)/.exec(stopped.out)?.[1] ?? ''
    expect([stopped.code, id]).toEqual([4, expect.stringMatching(/^\d{8}-\d{6}-\w{8}$/)])
    source.bends.splice(0)
    const resumed = await run('bcda', ['resume', id, '--json'], env)
    const last = z.object({ id: z.string(), state: z.string() }).parse(JSON.parse(resumed.out.split('\n').at(-1) ?? ''))
    expect([resumed.code, last, source.kickOffs()]).toEqual([0, { id, state: 'downloaded' }, 1])
    expect(JSON.stringify([stopped, resumed])).not.toContain('canary')
  }, 60_000)
})

describe('each deed and how it ends', () => {
  it('export, list, show, verify, delete', async () => {
    const world = await testWorld(source.connection)
    const desk = openExportDesk(world)
    const told: string[] = []
    const act = (...args: string[]) => {
      const wish = readWish(args)
      if ('problem' in wish) throw new Error(wish.problem)
      return runWish(wish, desk, { isTTY: false, write: (line) => told.push(line) }, never)
    }
    expect(await act('export', '--type', 'Patient')).toBe(0)
    const [view] = await desk.list()
    expect(told.at(-2)).toContain('downloaded, 1 of 1 files, 10 lines')
    expect(await act('list')).toBe(0)
    expect(told.at(-1)).toContain(view?.id)
    expect(await act('show', view?.id ?? '')).toBe(0)
    expect(await act('verify', view?.id ?? '')).toBe(0)
    expect(told.at(-1)).toBe('1 of 1 files are as they were received.')
    await rm(path.join(desk.store.filesOf(view?.id ?? ''), 'Patient.0001.ndjson'))
    expect(await act('verify', view?.id ?? '')).toBe(3)
    expect(told.at(-2)).toBe('Patient.0001.ndjson: missing')
    await expect(act('resume', view?.id ?? '')).rejects.toThrow('There is no such export, or it is over.')
    expect(await act('delete', view?.id ?? '')).toBe(0)
    expect(await act('list')).toBe(0)
    expect(told.at(-1)).toBe('There are no exports.')
    await rm(world.folder, { recursive: true, force: true })
  })
})

describe('what a person may type', () => {
  it('an export with every option', () => {
    expect(readWish(['export', '--api', '3', '--population', 'patient', '--type', 'Patient,Coverage', '--since', 'last', '--type-filter', 'ExplanationOfBenefit?outcome=partial', '--json'])).toEqual({
      command: 'export', json: true,
      options: { version: 3, population: 'patient', types: ['Patient', 'Coverage'], since: 'last', typeFilter: 'ExplanationOfBenefit?outcome=partial' },
    })
  })

  it.each(['resume', 'stop', 'cancel', 'show', 'verify', 'summary', 'delete'])('%s with the name of an export, and not without', (name) => {
    expect(readWish([name, '20261122-121341-qywq5le5'])).toEqual({ command: name, id: '20261122-121341-qywq5le5', json: false })
    expect(readWish([name])).toHaveProperty('problem', expect.stringMatching(/./))
    expect(usage).toContain(name)
  })

  it.each([[[]], [['bogus']], [['export', 'x']], [['list', 'x']], [['export', '--api', '4']], [['export', '--population', 'all']], [['export', '--type', 'Observation']], [['list', '--since', 'last']], [['show', 'a', 'b']], [['export', '--x']]])(
    '%j is no command', (args) => {
      expect(readWish(args)).toHaveProperty('problem', expect.stringMatching(/./))
    })
})
