// Where the access log is: beside the vault, of the same kind, and never in the vault's own file.
import 'server-only'
import type { Ledger } from './ledger'

/** @param vaultUrl as in VAULT_URL: of `file:.data/vault.db` the log is `file:.data/vault-audit.db` */
export async function openLedger(vaultUrl: string): Promise<Ledger> {
  if (vaultUrl.startsWith('file:')) return (await import('./libsql-ledger')).openLibsqlLedger(fileBeside(vaultUrl, 'audit'))
  return (await import('./redis-ledger')).openRedisLedger(vaultUrl)
}

/** The address of another file in the vault's folder. */
export function fileBeside(vaultUrl: string, name: string): string {
  return vaultUrl.replace(/(\.[^./\\]*)?$/, (ending) => `-${name}${ending}`)
}
