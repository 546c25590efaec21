import { describe, expect, it } from 'vitest'
import { date } from './dates'
import { cents, coding, extensionCoding, firstCoding, isMasked, nodes, text, type Tally } from './read'
import { tidyName, tidyText } from './tidy'

describe('money', () => {
  it.each([
    [47.84, 4784],
    [0, 0],
    [-91, -9100],
    [232850.671875, 23285067],
    [915188.6875, 91518869],
    [1.005, 101],
    [-1.005, -101],
    [0.004, 0],
    [-0.004, 0],
    [1e-9, 0],
    [19.99, 1999],
    [0.1 + 0.2, 30],
  ])('%f dollars are %i cents, rounded once, half up', (value, expected) => {
    expect(cents({ value, currency: 'USD' })).toBe(expected)
  })

  it.each([{ value: '12.50' }, { value: null }, { value: Number.NaN }, { value: 1e300 }, { value: 1, currency: 'EUR' }, {}, null, 12, [12]])('%j is no amount', (money) => {
    expect(cents(money)).toBeNull()
  })
})

describe('dates', () => {
  it.each([
    ['2023-03-04', '2023-03-04'],
    ['2001-08-01T00:00:00-04:00', '2001-08-01'],
    ['2016-01-16T23:59:59+14:00', '2016-01-16'],
    ['2024-02-29', '2024-02-29'],
    ['0003-01-01', '0003-01-01'],
  ])('%s is the day %s wherever it is read', (value, expected) => {
    expect(date(value)).toBe(expected)
  })

  it.each(['2023-02-29', '2023-13-01', '2023-00-10', '2023-04-31', '2023', '2023-04', '20230401', 'IGNORED_FIELD', '2023-04-01x', ' 2023-04-01', null, 5])('%j is no day', (value) => {
    expect(date(value)).toBeNull()
  })
})

describe('codes', () => {
  it('the first coding with a code wins; blank, absent and system-only codings are skipped', () => {
    const concept = { coding: [{ system: 'unknown-icd-version/ ' }, { code: '' }, { code: 'NULL' }, null, { system: 's', code: ' E11 ', display: 'x' }] }
    expect(firstCoding(concept)).toEqual({ system: 's', code: 'E11', display: 'x' })
  })

  it('a code marked absent is no code', () => {
    expect(coding({ system: 'http://hl7.org/fhir/StructureDefinition/data-absent-reason', code: 'unknown' })).toBeNull()
  })

  it('a repeated extension is read where it has a code', () => {
    const owner = { extension: [{ url: 'u', valueCoding: { system: 's' } }, { url: 'u', valueCoding: { system: 's', code: 'A' } }] }
    expect(extensionCoding(owner, 'u')?.code).toBe('A')
  })

  it.each([['999999', true], ['9999999999', true], ['0000000000', true], ['9999900000', false], ['99999', false]])('%s masked: %s', (value, masked) => {
    expect(isMasked(value)).toBe(masked)
  })
})

describe('text and lists', () => {
  it('control characters never reach a page', () => {
    expect(text(' A\u0000B\n\tC ')).toBe('A B C')
    expect(text('\u0007')).toBeNull()
  })

  it('nor do characters that are not seen and turn a line around or hide in it (INP-01)', () => {
    expect(text('pay\u202elap\u202c \u2066a\u2069 b\u200b\u00ad\u2060c\ufeff')).toBe('paylap a bc')
    expect(text('one\u2028two')).toBe('one two')
    expect(text('\u200f\u061c')).toBeNull()
    expect(text('José Núñez – “Ñandú”')).toBe('José Núñez – “Ñandú”')
  })

  it('entries that are no objects are counted, and so is a list that is none', () => {
    const tally: Tally = { unread: 0 }
    expect(nodes([{ a: 1 }, 2, null], tally)).toEqual([{ a: 1 }])
    expect(nodes('text', tally)).toEqual([])
    expect(nodes(undefined, tally)).toEqual([])
    expect(tally.unread).toBe(3)
  })

  it('capitals become a sentence, wrapping quotes go, small letters stay', () => {
    expect(tidyText('"ANEMIA, UNSPECIFIED"')).toBe('Anemia, unspecified')
    expect(tidyText('ASTHMA NOS W (AC) EXAC')).toBe('Asthma NOS w (ac) exac')
    expect(tidyText('Community/retail pharmacy')).toBe('Community/retail pharmacy')
    expect(tidyText('~')).toBeNull()
    expect(tidyName('ADVANTAGE HOME HEALTH CARE, INC.')).toBe('Advantage Home Health Care, Inc.')
    expect(tidyName("O'HARA CLINIC LLC")).toBe("O'hara Clinic LLC")
    expect(tidyName('Fake ORG Name')).toBe('Fake ORG Name')
  })
})
