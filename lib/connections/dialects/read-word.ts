// A word out of a refusal, when it is one we know: text as received never gets into an error or a log.
import 'server-only'

export function readWord(value: unknown, known: readonly string[]): string | null {
  return known.find((word) => word === value) ?? null
}
