// The one access log of this process. Next bundles pages and route handlers apart, so it hangs on globalThis (stack T10).
import 'server-only'
import { settings } from '@/lib/env'
import { type AuditLog, createAuditLog } from './audit-log'
import { openLedger } from './open-ledger'

const place = Symbol.for('plainclaim.audit')
const home: typeof globalThis & { [place]?: AuditLog } = globalThis

export function processAudit(): AuditLog {
  return (home[place] ??= createAuditLog(settings().vault, () => openLedger(settings().vault.url)))
}
