// Answers that are spoilt while they pass by, whatever pieces they come in.
import { describe, expect, it } from 'vitest'
import { spoilStream } from './stream'

function answer(...pieces: readonly string[]): Response {
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const piece of pieces) controller.enqueue(new TextEncoder().encode(piece))
      controller.close()
    },
  })
  return new Response(body, { status: 206, headers: { 'content-type': 'text/plain', 'content-length': '9' } })
}

const noBreak = () => {
  throw new Error('The line was broken')
}

describe('a spoilt answer', () => {
  it.each<[string, Parameters<typeof spoilStream>[1], string]>([
    ['ends early, in a piece', { kind: 'stream', how: 'end', atByte: 4 }, 'abcd'],
    ['ends early, between pieces', { kind: 'stream', how: 'end', atByte: 6 }, 'abcdef'],
    ['does not end where there is nothing more', { kind: 'stream', how: 'end', atByte: 99 }, 'abcdefghi'],
    ['has one byte turned over', { kind: 'stream', how: 'flip', atByte: 4 }, 'abcd\ufffdfghi'],
    ['comes twice', { kind: 'stream', how: 'twice' }, 'abcdefghiabcdefghi'],
  ])('%s', async (_, action, expected) => {
    expect(await spoilStream(answer('abc', 'def', 'ghi'), action, noBreak).text()).toBe(expected)
  })

  it('breaks at the byte, and its reader is told', async () => {
    const reader = spoilStream(answer('abc', 'def'), { kind: 'stream', how: 'cut', atByte: 4 }, noBreak).body?.getReader()
    expect((await reader?.read())?.value).toEqual(new TextEncoder().encode('abc'))
    expect((await reader?.read())?.value).toEqual(new TextEncoder().encode('d'))
    await expect(reader?.read()).rejects.toThrow('The line was broken')
  })

  it('keeps status and headers, and has no length', () => {
    const { status, headers } = spoilStream(answer('abc'), { kind: 'stream', how: 'end', atByte: 1 }, noBreak)
    expect([status, headers.get('content-type'), headers.get('content-length'), headers.get('transfer-encoding')]).toEqual([206, 'text/plain', null, 'chunked'])
  })
})
