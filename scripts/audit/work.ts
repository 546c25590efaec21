// Checks the access log, or tries again what waits to be revoked, and says what was found in plain lines or as JSON. It
// names lists by their hash and lines by their number; there is nothing else to name.
import { readAuditKeys } from '@/lib/audit/audit-keys'
import { openLedger } from '@/lib/audit/open-ledger'
import { processAudit } from '@/lib/audit/process-audit'
import { type Finding, type Verified, verifyLog } from '@/lib/audit/verify'
import { readVaultSettings, settings } from '@/lib/env'
import { createRevocations } from '@/lib/session/revocations'
import { processVault } from '@/lib/vault/process-vault'
import { foundCode, type Wish } from './arguments'

export interface Told {
  readonly lines: readonly string[]
  readonly code: number
}

type Environment = Readonly<Record<string, string>>

const noStore = 'The store that VAULT_URL names does not answer.'

/** @throws Misconfigured, or Error with a plain sentence when the store does not answer */
export async function verify(env: Environment, { json }: Wish): Promise<Told> {
  const vault = readVaultSettings(env)
  const verified = await readWhole(vault).catch(() => {
    throw new Error(noStore)
  })
  return { lines: json ? [JSON.stringify(verified)] : tell(verified), code: verified.findings.length > 0 ? foundCode : 0 }
}

async function readWhole(vault: ReturnType<typeof readVaultSettings>): Promise<Verified> {
  const ledger = await openLedger(vault.url)
  try {
    return await verifyLog(ledger, await readAuditKeys(ledger, vault.keys))
  } finally {
    await ledger.close()
  }
}

const problems: Readonly<Record<Finding['problem'], string>> = {
  missing: 'is missing',
  changed: 'is not as it was written',
  'key-missing': 'cannot be checked: its key is under a master key that is not in VAULT_KEYS',
  moved: 'does not stand where it was written',
  'does-not-follow': 'does not follow the line before it: lines were cut off there once',
  'cut-off': 'is the last one here, but the list went on',
  gone: 'is gone as a whole',
  'began-again': 'was emptied and begun anew',
  unlisted: 'is named nowhere: the list of its month was taken away',
  'newest-lost': 'went on without the newest line there had been, or nothing says which line that is: lines may have been taken away',
}

function tell({ lists, lines, findings, unnamed, newest }: Verified): readonly string[] {
  const found = findings.map(({ list, line, problem }) => `List ${list}${line === null ? '' : `, line ${line}`}: ${problems[problem]}.`)
  const aside = unnamed > 0 ? [`${unnamed} lists are not named in the list of their month, as happens when the app is killed while one begins.`] : []
  const last = newest ? [`The newest is line ${newest.number} of list ${newest.list}, of ${new Date(newest.atMs).toISOString()}.`] : []
  if (lists === 0 && findings.length === 0) return ['There is no line at all: nobody has connected yet, or the whole log was taken away.']
  return [`Looked at ${lines} lines in ${lists} lists.`, ...last, ...aside, ...(found.length > 0 ? found : ['Nothing is missing, and nothing was changed.'])]
}

/** @throws Misconfigured, or Error with a plain sentence when the store does not answer */
export async function retryRevocations(env: Environment, { json }: Wish): Promise<Told> {
  Object.assign(process.env, env)
  settings()
  const queue = createRevocations()
  try {
    const done = await queue.retry()
    await processAudit().settled()
    const { ended, lost, givenUp, waiting } = done
    const said = [`Ended at Medicare: ${ended}. Nothing left to end with: ${lost}. Given up after a day: ${givenUp}. Still waiting: ${waiting}.`]
    return { lines: json ? [JSON.stringify(done)] : said, code: waiting > 0 ? foundCode : 0 }
  } catch {
    throw new Error(noStore)
  } finally {
    await Promise.allSettled([queue.close(), processAudit().close(), processVault().close()])
  }
}
