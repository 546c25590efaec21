// Two programs run as one: ready together, stopped together, and neither is left behind when the other dies.
import getPort from 'get-port'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { startProgram } from './processes'
import { type Part, runTogether } from './together'

const answering = (body: string) => `require('http').createServer((q, r) => { ${body} }).listen(Number(process.env.PORT), '127.0.0.1')`

async function part(name: string, code: string): Promise<Part> {
  const port = await getPort()
  const env = { ...process.env, NODE_ENV: 'test' as const, PORT: String(port) }
  return { program: { name, args: ['-e', code], env, prefix: '' }, ready: `http://localhost:${port}/` }
}

async function isGone(one: Part): Promise<boolean> {
  return fetch(one.ready).then(() => false, () => true)
}

afterEach(() => vi.restoreAllMocks())

describe('programs that run together', () => {
  it('are ready when all answer, and stop with 0 when asked', async () => {
    vi.spyOn(console, 'log').mockReturnValue()
    const parts = [await part('One', answering('r.end()')), await part('Two', answering('r.end()'))]
    const stop = new AbortController()
    const answers: number[] = []
    const code = await runTogether(parts, stop.signal, async () => {
      answers.push(...(await Promise.all(parts.map(async ({ ready }) => (await fetch(ready)).status))))
      stop.abort()
    })
    expect({ code, answers }).toEqual({ code: 0, answers: [200, 200] })
    expect(await Promise.all(parts.map(isGone))).toEqual([true, true])
  })

  it('are ready only when what they say at start was said', async () => {
    const talking = `${answering('r.end()')}; setTimeout(() => console.log('all told'), 300)`
    const parts = [{ ...(await part('One', talking)), readyLine: /^all told$/ }]
    const stop = new AbortController()
    const said: string[] = []
    await runTogether(parts, stop.signal, (running) => {
      said.push(...running.flatMap((one) => one.lastLines()))
      stop.abort()
    })
    expect(said).toEqual(['all told'])
  })

  it('end together with 1 and a clear line when one dies', async () => {
    const said = vi.spyOn(console, 'error').mockReturnValue()
    const parts = [await part('One', answering('r.end()')), await part('Two', answering("r.end(); console.log('last words'); process.exit(3)"))]
    expect(await runTogether(parts, new AbortController().signal, () => {})).toBe(1)
    expect(said.mock.calls.join()).toContain('last words')
    expect(said.mock.calls.join()).toContain('Two ended with code 3: stopping everything.')
    expect(await Promise.all(parts.map(isGone))).toEqual([true, true])
  })

  it('end with 1 when one cannot start', async () => {
    const said = vi.spyOn(console, 'error').mockReturnValue()
    const parts = [await part('One', answering('r.end()')), await part('Two', "console.error('no such setting'); process.exit(1)")]
    expect(await runTogether(parts, new AbortController().signal, () => {})).toBe(1)
    expect(said.mock.calls.join()).toContain('no such setting')
  })
})

it('a program that does not listen to a wish to stop is ended', async () => {
  const { program, ready } = await part('Deaf', `process.on('SIGTERM', () => {}); ${answering('r.end()')}`)
  const running = startProgram(program, 50)
  await vi.waitFor(async () => expect((await fetch(ready)).ok).toBe(true), { timeout: 10_000 })
  await running.stop()
  expect(await running.ended).toBe('was ended by SIGKILL')
})
