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

/** True when the text, if it is JSON at all, stays within the bounds. Written for speed: it reads every page whole. */
export function isWithinBounds(text: Buffer, bounds: JsonBounds): boolean {
  if (text.length > bounds.bytes) return false
  let depth = 0
  let members = 0
  for (let at = 0; at < text.length; at += 1) {
    switch (text[at]) {
      case 0x22: {
        const end = endOfString(text, at)
        if (end - at > bounds.stringBytes + 1) return false
        at = end
        break
      }
      case 0x2c:
        members += 1
        break
      case 0x5b:
      case 0x7b:
        members += 1
        depth += 1
        break
      case 0x5d:
      case 0x7d:
        depth -= 1
        break
      default:
    }
    if (depth > bounds.depth || members > bounds.members) return false
  }
  return true
}

/** Where the closing quote is: the first that is not escaped, or the end of the text when there is none. */
function endOfString(text: Buffer, openedAt: number): number {
  let end = openedAt
  let before = openedAt
  do {
    end = text.indexOf(0x22, end + 1)
    if (end < 0) return text.length
    before = end - 1
    while (text[before] === 0x5c) before -= 1
    // An even number of backslashes escape each other.
  } while ((end - before) % 2 === 0)
  return end
}
