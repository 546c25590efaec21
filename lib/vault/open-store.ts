// Which store an address means. The driver of the other kind is never loaded.
import 'server-only'
import type { Store } from './store'

/** @param url `file:<path>`, `redis://…` or `rediss://…`, as the settings allow */
export async function openStore(url: string): Promise<Store> {
  if (url.startsWith('file:')) return (await import('./libsql-store')).openLibsqlStore(url)
  return (await import('./redis-store')).openRedisStore(url)
}
