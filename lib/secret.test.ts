// A secret shows itself nowhere but at `reveal` (quality PRV-02).
import { format, inspect } from 'node:util'
import { expect, it } from 'vitest'
import { Secret } from './secret'

const text = 'EIacPxNyulNXABxTNDzy1XzNroD8iN'
const secret = new Secret(text)

function messageOf(work: () => never): string {
  try {
    return work()
  } catch (error) {
    return error instanceof Error ? `${error.message}\n${error.stack ?? ''}` : ''
  }
}

it('gives the text where it is asked for', () => {
  expect(secret.reveal()).toBe(text)
})

it.each<[how: string, shown: () => string]>([
  ['String', () => String(secret)],
  ['a template', () => `token ${secret}`],
  ['joining', () => ['token', secret].join(' ')],
  ['JSON', () => JSON.stringify({ secret, deep: [{ secret }] })],
  ['JSON with a replacer', () => JSON.stringify({ secret }, (_, value: unknown) => value)],
  ['inspect', () => inspect(secret)],
  ['inspect with everything hidden shown', () => inspect({ secret }, { showHidden: true, depth: null, getters: true })],
  ['inspect without its own say', () => inspect({ secret }, { showHidden: true, customInspect: false, depth: null })],
  ['inspect as a proxy', () => inspect(new Proxy(secret, {}), { showProxy: true, showHidden: true })],
  ['console formats', () => format('%s %o %O %j', secret, secret, secret, secret)],
  ['a structured clone', () => inspect(structuredClone(secret), { showHidden: true }) + JSON.stringify(structuredClone(secret))],
  ['a spread', () => JSON.stringify({ ...secret })],
  ['its own keys', () => JSON.stringify([Object.entries(secret), Reflect.ownKeys(secret).map(String)])],
  ['an error message', () => messageOf(() => { throw new Error(`refused: ${secret}`) })],
  ['an error with the secret as its cause', () => inspect(new Error('refused', { cause: secret }), { showHidden: true })],
  ['a form body', () => new URLSearchParams({ token: String(secret) }).toString()],
])('%s does not show it (PRV-02)', (_, shown) => {
  const line = shown()
  expect(line).not.toContain(text)
  expect(line).not.toContain(text.slice(4, 20))
})

it('says that something was left out, so that an empty token is not mistaken for none', () => {
  expect(`${secret}`).toBe('[redacted]')
  expect(JSON.stringify({ secret })).toBe('{"secret":"[redacted]"}')
})
