// Looks over JSON before it is parsed: a small text can become a huge or a bottomless object (quality INP-04). One pass over
// the bytes, without making anything.

export interface JsonBounds {
  /** Of the whole text, after decompression. */
  readonly bytes: number
  readonly depth: number
  /** Of one string, as written. */
  readonly stringBytes: number
  /** Lists, objects and their members: twenty megabytes of `{},` would be half a gigabyte of objects. */
  readonly members: number
}

const [quote, comma, backslash, openList, closeList, openObject, closeObject] = [0x22, 0x2c, 0x5c, 0x5b, 0x5d, 0x7b, 0x7d]

/** True when the text, if it is JSON at all, stays within the bounds. */
export function isWithinBounds(text: Uint8Array, bounds: JsonBounds): boolean {
  if (text.length > bounds.bytes) return false
  let depth = 0
  let members = 0
  for (let at = 0; at < text.length; at += 1) {
    const byte = text[at]
    if (byte === quote) {
      const end = endOfString(text, at + 1)
      if (end - at - 1 > bounds.stringBytes) return false
      at = end
    } else if (byte === comma) members += 1
    else if (byte === openObject || byte === openList) {
      depth += 1
      members += 1
    } else if (byte === closeObject || byte === closeList) depth -= 1
    if (depth > bounds.depth || members > bounds.members) return false
  }
  return true
}

/** Where the closing quote is; the end of the text when there is none. */
function endOfString(text: Uint8Array, from: number): number {
  let at = from
  while (at < text.length && text[at] !== quote) at += text[at] === backslash ? 2 : 1
  return at
}
