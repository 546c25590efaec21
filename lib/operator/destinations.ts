// Where an operator may come back to after signing in: pages of ours, by name, so that no address can lead elsewhere.
import 'server-only'

const pages = { connections: '/operator', exports: '/operator/exports', log: '/operator/log' } as const
const exportName = /^export\.([A-Za-z0-9_-]{1,64})$/

export type OperatorDestination = keyof typeof pages | `export.${string}`

export function readOperatorDestination(value: unknown): OperatorDestination {
  if (typeof value !== 'string') return 'connections'
  if (isPage(value)) return value
  const id = exportName.exec(value)?.[1]
  return id ? `export.${id}` : 'connections'
}

export function operatorPath(destination: OperatorDestination): string {
  if (isPage(destination)) return pages[destination]
  const id = exportName.exec(destination)?.[1]
  return id ? `/operator/exports/${id}` : pages.connections
}

function isPage(text: string): text is keyof typeof pages {
  return Object.hasOwn(pages, text)
}
