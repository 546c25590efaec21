// What may be asked of a reply before anything else is believed of it: is it a JSON object at all?
import 'server-only'

export type JsonObject = Readonly<Record<string, unknown>>

/** True for an object; false for a list, null, or a bare word. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
