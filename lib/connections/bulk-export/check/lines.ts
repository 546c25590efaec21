// Cuts bytes into lines as they come and looks at each: what a file says it holds is what it holds (quality BLK-03).
// It holds one unfinished line at most, whatever the size of the file.
import 'server-only'
import { findLineFault, type LineFault } from './json-line'

export type FileFault = LineFault | 'line-too-long' | 'cut' | 'damaged' | 'trailing-bytes' | 'empty-line'

/** What arrived is not what it should be. Fetched again, it may be. */
export class BadFile extends Error {
  override readonly name = 'BadFile'
  constructor(readonly fault: FileFault) {
    super(`the file is not what it should be: ${fault}`)
  }
}

export interface LineCheck {
  /** @throws BadFile */
  take(chunk: Buffer): void
  /** The last line may lack its line feed, but not its end. @returns the number of lines @throws BadFile */
  finish(): number
  /** Lines so far. */
  lines(): number
}

/** The largest the Bulk Data guide's readers allow; real lines are a thousandth of it (contract 1.9). */
export const longestLineBytes = 10 * 1024 * 1024

const lineFeed = 0x0a
const feed = Buffer.from('\n')

export function createLineCheck(resourceType: string): LineCheck {
  const type = Buffer.from(resourceType)
  let rest: Buffer[] = []
  let restBytes = 0
  let lines = 0
  const look = (bytes: Buffer, from: number, to: number) => {
    if (to === from) throw new BadFile('empty-line')
    if (to - from > longestLineBytes) throw new BadFile('line-too-long')
    const fault = findLineFault(bytes, from, to, type)
    if (fault) throw new BadFile(fault)
    lines += 1
  }
  const keep = (part: Buffer) => {
    if (part.length === 0) return
    rest.push(part)
    restBytes += part.length
    if (restBytes > longestLineBytes) throw new BadFile('line-too-long')
  }
  const lookAtRest = () => {
    const line = Buffer.concat(rest)
    rest = []
    restBytes = 0
    look(line, 0, line.length - 1)
  }
  return {
    take(chunk) {
      let from = 0
      if (restBytes > 0) {
        const end = chunk.indexOf(lineFeed)
        if (end < 0) return keep(chunk)
        rest.push(chunk.subarray(0, end + 1))
        lookAtRest()
        from = end + 1
      }
      for (let end = chunk.indexOf(lineFeed, from); end >= 0; end = chunk.indexOf(lineFeed, from)) {
        look(chunk, from, end)
        from = end + 1
      }
      keep(chunk.subarray(from))
    },
    finish() {
      if (restBytes > 0) {
        rest.push(feed)
        lookAtRest()
      }
      return lines
    },
    lines: () => lines,
  }
}
