// Every target is told to Next as a path (quality HDR-02, HDR-06, HDR-07); what the product answers to each is shown by
// every-route.spec.ts.
import { createServer } from 'node:http'
import { connect } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readPlainTargets } from './plain-target'

const seen: (readonly [string | undefined, string | undefined])[] = []
const server = createServer((request, response) => {
  seen.push([request.url, request.headers.host])
  response.end()
})

beforeAll(async () => {
  readPlainTargets()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})

afterAll(() => new Promise((resolve) => server.close(resolve)))

/** Sent as it is: clients put targets right. */
async function ask(method: string, target: string): Promise<readonly [string | undefined, string | undefined] | undefined> {
  const address = server.address()
  const socket = connect(typeof address === 'object' && address ? address.port : 0, '127.0.0.1')
  socket.end(`${method} ${target} HTTP/1.1\r\nHost: ours.example\r\nConnection: close\r\n\r\n`)
  await new Promise((resolve) => socket.resume().once('close', resolve))
  return seen.pop()
}

it.each(['/', '/claims', '/claims/', '/claims?back=//x&a=\\', '/%5c%2f', '/%ff', '/livez'])('a path stays as it is: %s', async (target) => {
  expect(await ask('GET', target)).toEqual([target, 'ours.example'])
})

it.each(['*', '//', '//evil.example', '//evil.example/..', '/claims//x', '/claims//', '/\\evil.example', '/claims\\x', '/_next/static//x.js'])('%s becomes a path that the proxy refuses, by any method', async (target) => {
  for (const method of ['GET', 'OPTIONS']) expect(await ask(method, target)).toEqual(['/%ff', 'ours.example'])
})

it.each([
  ['http://evil.example/claims', '/claims', 'evil.example'],
  ['HTTPS://ours.example:3000/claims/?a=b', '/claims/?a=b', 'ours.example:3000'],
  ['http://ours.example', '/', 'ours.example'],
  ['http://ours.example?a=http://x/', '/?a=http://x/', 'ours.example'],
  ['http://ours.example@evil.example/', '/', 'ours.example@evil.example'],
  ['http://ours.example//claims', '/%ff', 'ours.example'],
  ['ftp://ours.example/claims', '/%ff', 'ours.example'],
])('a whole address counts with the host that it names: %s', async (target, path, host) => {
  expect(await ask('GET', target)).toEqual([path, host])
})
