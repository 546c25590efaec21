/**
 * FHIR as plain JSON. The sandbox writes it and passes recorded replies on; it never interprets more of a
 * recording than it needs to know whose it is. A key that holds undefined is a key that is not written: literals with
 * all their keys are made many times faster than literals with a spread in the middle.
 */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json | undefined }
export type JsonObject = { readonly [key: string]: Json | undefined }
export type Resource = JsonObject & { readonly resourceType: string }

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function isResource(value: unknown): value is Resource {
  return isObject(value) && typeof value['resourceType'] === 'string'
}

/** The text at a path of keys and list positions, or null when there is none. */
export function textAt(value: unknown, ...path: readonly (string | number)[]): string | null {
  const found = path.reduce<unknown>((at, key) => {
    if (Array.isArray(at) && typeof key === 'number') return at[key]
    return isObject(at) && typeof key === 'string' ? at[key] : undefined
  }, value)
  return typeof found === 'string' ? found : null
}
