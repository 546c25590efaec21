// Files are made no faster than they are read, and not at all when nobody reads on.
import { describe, expect, it } from 'vitest'
import { blocksOf, bodyOf, packed } from './packed'

const line = 'x'.repeat(10_000)

/** Lines without end, and how many were made. */
function endless() {
  const made = { lines: 0, isOver: false }
  function* lines(): Generator<string> {
    try {
      for (;;) {
        made.lines += 1
        // Nothing that packs well: each line differs everywhere.
        yield `${made.lines}${line.replaceAll('x', () => Math.random().toString(36)[2] ?? 'x')}`
      }
    } finally {
      made.isOver = true
    }
  }
  return { made, lines: lines() }
}

const watch = { mayGoOn: () => true, breakOff: () => undefined, ended: () => undefined }

describe('a file that is read slowly', () => {
  it.each<[string, (blocks: Iterable<Buffer>) => Iterable<Buffer> | AsyncIterable<Buffer>]>([
    ['plain', blocks => blocks],
    ['packed', packed],
  ])('%s: a reader of one block has at most a megabyte made for it, and nothing after it left', async (_, how) => {
    const { made, lines } = endless()
    const reader = bodyOf(how(blocksOf(lines)), watch).getReader()
    await reader.read()
    expect(made.lines).toBeGreaterThan(0)
    expect(made.lines).toBeLessThan(100)
    const soFar = made.lines
    await reader.cancel()
    expect(made.lines - soFar).toBeLessThan(30)
    expect(made.isOver).toBe(true)
  })

  it('is broken off as soon as it may not go on, and counted as ended once', async () => {
    const { lines } = endless()
    const seen: string[] = []
    const body = bodyOf(blocksOf(lines), { mayGoOn: () => seen.length > 2, breakOff: () => void seen.push('broken'), ended: () => void seen.push('ended') })
    expect((await body.getReader().read()).done).toBe(true)
    expect(seen).toEqual(['broken', 'ended'])
  })
})
