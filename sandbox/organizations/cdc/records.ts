// How many records an upload holds, by its format. Only the outer form is looked at.

export type UploadFormat = 'cvrs' | 'hl7' | 'hl7-json'

/** The number of records; null when the text is not of that format. */
export function countRecords(text: string, format: UploadFormat): number | null {
  return counters[format](text)
}

const counters: Record<UploadFormat, (text: string) => number | null> = {
  /** Lines of columns divided by tabs or bars, the first one their names. */
  cvrs: text => {
    const [head = '', ...lines] = text.split(/\r?\n/).filter(line => line.trim() !== '')
    return /[\t|]/.test(head) ? lines.length : null
  },
  /** Messages, each beginning with its MSH segment. */
  hl7: text => {
    const count = text.split(/[\r\n]+/).filter(line => line.startsWith('MSH|')).length
    return count > 0 ? count : null
  },
  /** A list of messages. */
  'hl7-json': text => {
    try {
      const body: unknown = JSON.parse(text)
      return Array.isArray(body) ? body.length : null
    } catch {
      return null
    }
  },
}
