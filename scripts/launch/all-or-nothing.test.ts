// A start that fails halfway leaves nothing behind: no program, no folder.
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import getPort from 'get-port'
import { describe, expect, it } from 'vitest'
import { allOrNothing, type OnEnd, startPart } from './all-or-nothing'
import type { Part } from './together'

const answering = "require('http').createServer((q, r) => r.end()).listen(Number(process.env.PORT), '127.0.0.1')"

async function part(name: string, code: string): Promise<Part> {
  const port = await getPort()
  return { program: { name, args: ['-e', code], env: { ...process.env, NODE_ENV: 'test', PORT: String(port) }, prefix: '' }, ready: `http://localhost:${port}/` }
}

describe('several things that start as one', () => {
  it('a program that cannot start takes those beside it along, and the folder', async () => {
    const [sound, broken] = [await part('One', answering), await part('Two', 'process.exit(3)')]
    const folders: string[] = []
    const started = allOrNothing(async (onEnd) => {
      const folder = await mkdtemp(path.join(tmpdir(), 'plainclaim-test-'))
      folders.push(folder)
      onEnd(() => rm(folder, { recursive: true, force: true }))
      await startPart(sound, onEnd)
      await startPart(broken, onEnd)
      return {}
    })
    await expect(started).rejects.toThrow('Two ended with code 3')
    expect(await fetch(sound.ready).then(() => 'answers', () => 'gone')).toBe('gone')
    expect(folders.map((folder) => existsSync(folder))).toEqual([false])
  })

  it('one that fails while another is still on its way takes that one along too', async () => {
    const [slow, broken] = [await part('One', 'setInterval(() => {}, 1000)'), await part('Two', 'process.exit(3)')]
    const ended: string[] = []
    const started = allOrNothing(async (onEnd) => {
      const noting = (name: string): OnEnd => (end) =>
        onEnd(async () => {
          await end()
          ended.push(name)
        })
      await Promise.all([slow, broken].map((one) => startPart(one, noting(one.program.name))))
      return {}
    })
    await expect(started).rejects.toThrow('Two ended with code 3')
    expect(ended).toEqual(['Two', 'One'])
  })

  it('end once, the last first, and one that cannot be ended keeps no other running', async () => {
    const ended: string[] = []
    const { what, stop } = await allOrNothing(async (onEnd) => {
      onEnd(async () => ended.push('folder'))
      onEnd(async () => Promise.reject(new Error('no')))
      onEnd(async () => ended.push('program'))
      return { what: 'started' }
    })
    expect({ what, ended }).toEqual({ what: 'started', ended: [] })
    await expect(stop()).rejects.toThrow('no')
    await stop()
    expect(ended).toEqual(['program', 'folder'])
  })

  it('what could not be ended does not hide why it could not start', async () => {
    const started = allOrNothing(async (onEnd): Promise<object> => {
      onEnd(async () => Promise.reject(new Error('no')))
      throw new Error('there is no browser')
    })
    await expect(started).rejects.toThrow('there is no browser')
  })
})
