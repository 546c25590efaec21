// What counts as a good line: exactly what `JSON.parse` takes, and never in another size, type or alphabet (BLK-03, C-B7).
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findLineFault } from './json-line'

const patient = Buffer.from('Patient')
const fault = (text: string | Buffer) => {
  const bytes = Buffer.concat([Buffer.from(text), Buffer.from('\n')])
  return findLineFault(bytes, 0, bytes.length - 1, patient)
}

/** What `JSON.parse` and a look at the object would say. */
function byParsing(text: string) {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'not-json'
    return 'resourceType' in value && value.resourceType === 'Patient' ? null : 'wrong-type'
  } catch {
    return 'not-json'
  }
}

const onOneLine = (text: string) => !/[\n\ud800-\udfff]/.test(text)

describe('a line is judged as JSON.parse judges it (BLK-03)', () => {
  it('for any JSON there is', () => {
    fc.assert(
      fc.property(fc.json({ depthSize: 'medium' }).filter(onOneLine), (text) => {
        expect(fault(`{"resourceType":"Patient","x":${text}}`)).toBeNull()
        expect(fault(text)).toBe(byParsing(text))
      }),
      { numRuns: 1_000 },
    )
  })

  it('for JSON with one character changed, put in or taken away', () => {
    const character = fc.constantFrom(...'{}[]",:\\0123456789.eE+-tfnulabrs \t\r\u0000\u001f\u007fé')
    fc.assert(
      fc.property(fc.json().filter(onOneLine), fc.nat(), fc.nat(2), character, (value, at, how, letter) => {
        const text = `{"resourceType":"Patient","x":${value}}`
        const place = at % (text.length + 1)
        const changed = text.slice(0, place) + (how === 2 ? '' : letter) + text.slice(place + (how === 0 ? 0 : 1))
        expect([changed, fault(changed)]).toEqual([changed, byParsing(changed)])
      }),
      { numRuns: 3_000 },
    )
  })

  it.each([
    '-', '01', '1.', '.5', '1e', '1e+', '-0', '0.0e-0', '+1', 'NaN', 'Infinity', 'tru', 'truex', 'nul', '"\\u12g4"', '"\\x41"', '"\u0001"', '[1,]', '[,1]', '{"a":}', '{"a" 1}',
    "{'a':1}", '{"a":1,}', '{a:1}', '[1 2]', '"', '""', '[]', '{}', '[[]]', ' 1 ', '1 1', '"\ufeff"', '\ufeff1',
  ])('%j inside a resource', (value) => {
    const text = `{"resourceType":"Patient","x":${value}}`
    expect(fault(text)).toBe(byParsing(text))
  })
})

describe('the type of a line (BLK-03)', () => {
  it.each([
    ['{"resourceType":"Patient"}', null],
    ['{ "id" : "1" , "resourceType" : "Patient" }\r', null],
    ['{"id":"1"}', 'wrong-type'],
    ['{"resourceType":"Patients"}', 'wrong-type'],
    ['{"resourceType":"Coverage"}', 'wrong-type'],
    ['{"resourceType":["Patient"]}', 'wrong-type'],
    ['{"resourceType":{"resourceType":"Patient"}}', 'wrong-type'],
    ['{"resourceType":"Patient","resourceType":{"a":1}}', 'wrong-type'],
    ['{"resourceType":"Patient","resourceType":null}', 'wrong-type'],
    ['{"resourceType":[],"resourceType":"Patient"}', null],
    ['{"x":{"resourceType":"Patient"}}', 'wrong-type'],
    ['{"x":["resourceType","Patient"]}', 'wrong-type'],
    ['{"resourceType":"Patient","resourceType":"Coverage"}', 'wrong-type'],
    ['{"resourceType":"Coverage","resourceType":"Patient"}', null],
    ['{"resourceType":"Patient","contained":[{"resourceType":"Organization"}]}', null],
  ])('%s', (text, expected) => {
    expect(fault(text)).toBe(expected)
  })
})

it('bytes that are no UTF-8 are refused, where a decoder would put another letter (C-B7)', () => {
  expect(fault(Buffer.concat([Buffer.from('{"resourceType":"Patient","name":"'), Buffer.from([0xc3, 0x28]), Buffer.from('"}')]))).toBe('not-utf8')
})

it('64 levels are read, a 65th is refused (INP-04)', () => {
  const nested = (levels: number) => `{"resourceType":"Patient","x":${'['.repeat(levels - 1)}${']'.repeat(levels - 1)}}`
  expect([fault(nested(64)), fault(nested(66)), fault('['.repeat(100_000))]).toEqual([null, 'too-deep', 'not-json'])
})
