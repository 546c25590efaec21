// Packed bodies as a source sends them, whole and broken, cut into any pieces (BLK-03, C-B7).
import { PassThrough, Readable } from 'node:stream'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { BadFile, createLineCheck, longestLineBytes } from './lines'
import { unpack } from './unpack'

const never = new AbortController().signal
const patients = Buffer.from(Array.from({ length: 400 }, (_, index) => `${JSON.stringify({ resourceType: 'Patient', id: `-${index}`, name: 'Zoë 🧡'.repeat(index % 40) })}\n`).join(''))

function inPieces(bytes: Buffer, size: number): Readable {
  return Readable.from(Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) => bytes.subarray(index * size, (index + 1) * size)), { objectMode: false })
}

/** Number of lines, or why not. */
async function receive(bytes: Buffer, { pieces = 700, encoding = 'gzip', type = 'Patient' } = {}): Promise<number | string> {
  const check = createLineCheck(type)
  try {
    for await (const piece of unpack(inPieces(bytes, pieces), encoding, never, () => undefined)) check.take(piece)
    return check.finish()
  } catch (error) {
    if (error instanceof BadFile) return error.fault
    throw error
  }
}

describe('what BCDA sends is taken (C-B7)', () => {
  it.each([1, 7, 700, 1_000_000])('with its empty extra member, in pieces of %i bytes', async (pieces) => {
    expect(await receive(Buffer.concat([gzipSync(patients), gzipSync('')]), { pieces })).toBe(400)
  })
  it('in two members that meet inside a line', async () => {
    const at = 12_345
    expect(await receive(Buffer.concat([gzipSync(patients.subarray(0, at)), gzipSync(patients.subarray(at))]))).toBe(400)
  })
  it.each([1, 2, 3, 5, 64])('unpacked, with letters of several bytes over the edges of pieces of %i', async (pieces) => {
    expect(await receive(patients, { encoding: '', pieces })).toBe(400)
  })
  it('without the last line feed', async () => {
    expect(await receive(gzipSync(patients.subarray(0, -1)))).toBe(400)
  })
  it('empty', async () => {
    expect(await receive(gzipSync(''))).toBe(0)
  })
})

describe('what is broken is not (BLK-02, BLK-03, C-B7)', () => {
  const whole = gzipSync(patients)

  it('cut at any of 50 places', async () => {
    for (let cut = 1; cut <= 50; cut += 1) {
      const at = Math.floor((whole.length * cut) / 51)
      expect(await receive(whole.subarray(0, at))).toBe('cut')
    }
  })
  it('with any one of 50 bytes turned', async () => {
    for (let turn = 1; turn <= 50; turn += 1) {
      const bytes = Buffer.from(whole)
      const at = 10 + Math.floor(((whole.length - 10) * turn) / 51)
      bytes.writeUInt8(bytes.readUInt8(at) ^ 0x10, at)
      expect(typeof (await receive(bytes))).toBe('string')
    }
  })
  it.each([
    ['a line cut short', gzipSync(patients.subarray(0, -2)), 'not-json'],
    ['a line cut inside a letter', gzipSync(patients.subarray(0, -9)), 'not-utf8'],
    ['words behind the last line', gzipSync(Buffer.concat([patients, Buffer.from('Internal Server Error\n')])), 'not-json'],
    ['words behind the packed bytes', Buffer.concat([whole, Buffer.from('Internal Server Error\n')]), 'damaged'],
    ['zeros behind the packed bytes', Buffer.concat([whole, Buffer.alloc(40)]), 'trailing-bytes'],
    ['an empty line', gzipSync(Buffer.concat([patients, Buffer.from('\n')])), 'empty-line'],
    ['no packed bytes at all', patients, 'damaged'],
  ])('%s', async (_, bytes, fault) => {
    expect(await receive(bytes)).toBe(fault)
    expect(await receive(bytes, { pieces: 1_000_000 })).toBe(fault)
  })
  it('another type than the manifest says', async () => {
    expect(await receive(whole, { type: 'Coverage' })).toBe('wrong-type')
  })
  it('an encoding nobody asked for', async () => {
    expect(await receive(whole, { encoding: 'br' })).toBe('damaged')
  })
})

describe('long lines (C-B7)', () => {
  const lineOf = (bytes: number) => {
    const frame = '{"resourceType":"Patient","x":""}'
    return Buffer.from(`{"resourceType":"Patient","x":"${'a'.repeat(bytes - frame.length)}"}\n`)
  }
  it.each([60_000, longestLineBytes])('one of %i bytes is taken', async (bytes) => {
    expect(await receive(lineOf(bytes), { encoding: '', pieces: 65_536 })).toBe(1)
  })
  it('one byte more is refused', async () => {
    expect(await receive(lineOf(longestLineBytes + 1), { encoding: '', pieces: 65_536 })).toBe('line-too-long')
  })
})

it('a body that breaks off fails as such, packed or not', async () => {
  for (const encoding of ['gzip', '']) {
    const body = new PassThrough()
    body.write(gzipSync(patients).subarray(0, 40))
    setImmediate(() => body.destroy(new Error('gone')))
    const reading = (async () => {
      for await (const piece of unpack(body, encoding, never, () => undefined)) void piece
    })()
    await expect(reading).rejects.toThrow()
  }
})
