// A sealed text opens with the right master key, the right half and in its own place, and with nothing else (SES-07).
import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { VaultKey } from '@/lib/env'
import { Secret } from '@/lib/secret'
import { type Binding, hashId, keyIdOf, rewrap, seal, unseal, unwraps } from './cipher'

const randomText = () => randomBytes(32).toString('base64url')
const newKey = (id: string): VaultKey => ({ id, key: new Secret(randomText()) })
const newHalf = () => new Secret(randomText())

const key = newKey('k1')
const half = newHalf()
const binding: Binding = { storedId: hashId(randomText()), purpose: 'grant', environment: 'https://sandbox.bluebutton.cms.gov' }
const text = '{"accessToken":"EIacPxNyulNXABxTNDzy1XzNroD8iN"}'
const sealed = seal(text, key, half, binding)

describe('what was sealed opens again', () => {
  it('for any text, empty and foreign alphabets included', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (any) => {
        expect(unseal(seal(any, key, half, binding), [key], half, binding)).toBe(any)
      }),
    )
  })

  it('and never looks the same twice', () => {
    expect(new Set(Array.from({ length: 1_000 }, () => seal(text, key, half, binding))).size).toBe(1_000)
  })

  it('holds neither the text nor a key', () => {
    for (const part of [text, 'EIacPx', key.key.reveal(), half.reveal()]) {
      expect(sealed).not.toContain(part)
      for (const piece of sealed.split('.').slice(2)) expect(Buffer.from(piece, 'base64url').includes(part)).toBe(false)
    }
  })
})

describe('what was altered does not open (SES-07)', () => {
  it('each byte of the stored text, in each of its bits', () => {
    const bytes = Buffer.from(sealed, 'latin1')
    for (let at = 0; at < bytes.length; at += 1) {
      for (let bit = 0; bit < 8; bit += 1) {
        const altered = Buffer.from(bytes)
        altered[at] = (altered[at] ?? 0) ^ (1 << bit)
        expect(unseal(altered.toString('latin1'), [key], half, binding)).toBeNull()
      }
    }
  })

  it.each([['wrapped secret', 2], ['sealed text', 3]])('each byte of nonce, text and tag of the %s, before it is encoded', (_, part) => {
    const bytes = Buffer.from(sealed.split('.')[part] ?? '', 'base64url')
    for (let at = 0; at < bytes.length; at += 1) {
      const altered = Buffer.from(bytes)
      altered[at] = (altered[at] ?? 0) ^ 0xff
      expect(unseal(sealed.split('.').with(part, altered.toString('base64url')).join('.'), [key], half, binding)).toBeNull()
    }
    expect(bytes.length).toBeGreaterThan(50)
  })

  it('cut short by any number of characters, or continued', () => {
    for (let length = 0; length < sealed.length; length += 1) expect(unseal(sealed.slice(0, length), [key], half, binding)).toBeNull()
    for (const more of ['A', '=', '.', '.x', '\n', ' ', `.${sealed}`]) expect(unseal(sealed + more, [key], half, binding)).toBeNull()
  })

  it.each([2, 3])('written in another base64 of the same bytes: part %i', (part) => {
    const other = `${sealed.split('.')[part] ?? ''}=`
    expect(unseal(sealed.split('.').with(part, other).join('.'), [key], half, binding)).toBeNull()
  })

  it('the wrapped secret of one text before the body of another, of the same person in the same row', () => {
    const newer = seal(text, key, half, binding).split('.')
    expect(unseal(sealed.split('.').with(2, newer[2] ?? '').join('.'), [key], half, binding)).toBeNull()
    expect(unseal(sealed.split('.').with(3, newer[3] ?? '').join('.'), [key], half, binding)).toBeNull()
  })

  it('any text that is not ours', () => {
    fc.assert(fc.property(fc.string(), (any) => unseal(any, [key], half, binding) === null))
    for (const any of ['', '.', '..', '...', 'v2', 'v2.k1..', 'v2.k1.A.A', `v2.k1.${'A'.repeat(100)}`, `v2.k1.${'A'.repeat(80)}.${'A'.repeat(80)}`, text]) expect(unseal(any, [key], half, binding)).toBeNull()
  })
})

describe('what was moved does not open (SES-07)', () => {
  it.each<[what: string, other: Binding]>([
    ['to another row', { ...binding, storedId: hashId('another') }],
    ['from the sandbox to the live connection', { ...binding, environment: 'https://api.bluebutton.cms.gov' }],
    ['between addresses that only join to the same text', { ...binding, environment: `${binding.environment}/` }],
  ])('%s', (_, other) => {
    expect(unseal(sealed, [key], half, other)).toBeNull()
    expect(unseal(seal(text, key, half, other), [key], half, binding)).toBeNull()
  })

  it('under another format, although the rest is the same', () => {
    for (const other of ['v1', 'v3']) expect(unseal(sealed.replace(/^v2/, other), [key], half, binding)).toBeNull()
  })

  it('under another name of the same key', () => {
    const renamed = { id: 'k2', key: key.key }
    expect(unseal(sealed.replace('.k1.', '.k2.'), [renamed], half, binding)).toBeNull()
  })
})

describe('both halves of the key are needed (SES-07)', () => {
  it('the master key with another half, with the half of another person, or with none', () => {
    for (const other of [newHalf(), new Secret(''), new Secret(key.key.reveal())]) expect(unseal(sealed, [key], other, binding)).toBeNull()
  })

  it('the half with another master key of the same name', () => {
    expect(unseal(sealed, [newKey('k1')], half, binding)).toBeNull()
  })

  it('the halves in the wrong order', () => {
    expect(unseal(sealed, [{ id: 'k1', key: half }], key.key, binding)).toBeNull()
  })
})

describe('keys turn over (SES-09)', () => {
  const older = newKey('old')
  const oldText = seal(text, older, half, binding)

  it('a text of the older key opens while that key is in the list, wherever it stands', () => {
    expect(unseal(oldText, [key, older], half, binding)).toBe(text)
    expect(unseal(oldText, [older, key], half, binding)).toBe(text)
  })

  it('and not once it is gone', () => {
    expect(unseal(oldText, [key], half, binding)).toBeNull()
    expect(unseal(oldText, [], half, binding)).toBeNull()
  })

  it("without anybody's cookie it is put under the new key, and then the old one may go", () => {
    const moved = rewrap(oldText, [key, older], key, binding) ?? ''
    expect([keyIdOf(oldText), keyIdOf(moved)]).toEqual(['old', 'k1'])
    expect(unseal(moved, [key], half, binding)).toBe(text)
    expect(unseal(moved, [older], half, binding)).toBeNull()
    expect(moved.split('.')[3]).toBe(oldText.split('.')[3])
  })

  it('what was put under a new key opens without the half as little as before (SES-07)', () => {
    const moved = rewrap(oldText, [key, older], key, binding) ?? ''
    for (const other of [newHalf(), new Secret('')]) expect(unseal(moved, [key, older], other, binding)).toBeNull()
  })

  it('a key we do not have, another key of its name, another row: nothing is moved', () => {
    expect(rewrap(oldText, [key], key, binding)).toBeNull()
    expect(rewrap(oldText, [newKey('old'), key], key, binding)).toBeNull()
    expect(rewrap(oldText, [older], key, { ...binding, storedId: hashId('another') })).toBeNull()
    expect(rewrap('rubbish', [older], key, binding)).toBeNull()
  })

  it('we know whether a text that does not open is damaged or only needs a key that we do not have', () => {
    expect(unwraps(oldText, [older], binding)).toBe(true)
    expect(unwraps(`${oldText.slice(0, -2)}AA`, [older], binding)).toBe(true)
    for (const none of [[key], [], [newKey('old')]]) expect(unwraps(oldText, none, binding)).toBe(false)
  })
})

it('a record that an earlier version stored opens as it did', () => {
  const at = (fill: number) => new Secret(Buffer.alloc(32, fill).toString('base64url'))
  const stored =
    'v2.k1.P767QtBYPvzZYHSxyfIfkWTwuUHZ4M2PqiDo4TwTuHtviewc3uZRrFIWDYzwzYW9TJuaw_ZORFGzxAx3.WPHlQJy4JAhOiObSalTK58C1HI2VnNxB0TotU5ZFzWi09bKWb4o1WT1wjpqPPk5UE8_gWvYl8MSV'
  expect(unseal(stored, [{ id: 'k1', key: at(1) }], at(2), { ...binding, storedId: 'row' })).toBe('a record of the first version')
})

it('an id is stored as its SHA-256, so the store never sees what the cookie carries (SES-08)', () => {
  const id = randomText()
  expect(hashId(id)).toMatch(/^[A-Za-z0-9_-]{43}$/)
  expect(hashId(id)).not.toContain(id.slice(0, 8))
  expect(hashId('abc')).toBe('ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0')
})
