// Reaches into JSON by a dotted path: `entry.0.resource.id`, with `*` for every entry of a list or every key.

/**
 * Replaces what stands at the path by what `change` makes of it; undefined takes the key away. A path that leads nowhere
 * changes nothing, but a last key that is not there yet is written.
 */
export function replaceAt(target: unknown, path: readonly string[], change: (old: unknown) => unknown): void {
  const [key, ...rest] = path
  if (key === undefined || typeof target !== 'object' || target === null) return
  for (const name of key === '*' ? Object.keys(target) : [key]) {
    // Own entries only: a path must not lead into what all objects share.
    const old: unknown = Object.hasOwn(target, name) ? Reflect.get(target, name) : undefined
    if (rest.length > 0) replaceAt(old, rest, change)
    else write(target, name, change(old))
  }
}

function write(target: object, key: string, value: unknown): void {
  if (value === undefined) Reflect.deleteProperty(target, key)
  else Reflect.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true })
}
