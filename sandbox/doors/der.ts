// As much of DER (ITU-T X.690) as a certificate needs. Each function answers the bytes of one value.

export function sequence(...parts: readonly Buffer[]): Buffer {
  return tagged(0x30, Buffer.concat(parts))
}

export function set(...parts: readonly Buffer[]): Buffer {
  return tagged(0x31, Buffer.concat(parts))
}

/** `[number]` around its content; constructed, as certificates use it. */
export function explicit(number: number, content: Buffer): Buffer {
  return tagged(0xa0 | number, content)
}

/** `[number]` in place of the tag that the content would have had. */
export function implicit(number: number, content: Buffer): Buffer {
  return tagged(0x80 | number, content)
}

export function integer(bytes: Buffer): Buffer {
  // A first bit of 1 would make the number negative.
  return tagged(0x02, (bytes[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.from([0]), bytes]) : bytes)
}

export function yes(): Buffer {
  return tagged(0x01, Buffer.from([0xff]))
}

export function text(value: string): Buffer {
  return tagged(0x0c, Buffer.from(value))
}

export function octets(content: Buffer): Buffer {
  return tagged(0x04, content)
}

export function bits(content: Buffer): Buffer {
  return tagged(0x03, Buffer.concat([Buffer.from([0]), content]))
}

/** UTCTime: good until 2049. */
export function time(ms: number): Buffer {
  const digits = new Date(ms).toISOString().replace(/[-:T]|\.\d+/g, '')
  return tagged(0x17, Buffer.from(digits.slice(2)))
}

/** An object identifier from its dotted numbers. */
export function objectId(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number)
  return tagged(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(inSevens)]))
}

function inSevens(number: number): number[] {
  const low = [number & 0x7f]
  for (let left = number >>> 7; left > 0; left >>>= 7) low.unshift((left & 0x7f) | 0x80)
  return low
}

function tagged(tag: number, content: Buffer): Buffer {
  return Buffer.concat([Buffer.from([tag, ...lengthOf(content.length)]), content])
}

function lengthOf(length: number): number[] {
  if (length < 0x80) return [length]
  const bytes: number[] = []
  for (let left = length; left > 0; left >>>= 8) bytes.unshift(left & 0xff)
  return [0x80 | bytes.length, ...bytes]
}
