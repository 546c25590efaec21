// The same vault, with each operation but closing counted and timed. What it keeps, and for whom, is not looked at. An
// operation without a line here does not compile.
import 'server-only'
import { noteVault } from '@/lib/metrics/meters'
import type { VaultOperation } from '@/lib/metrics/words'
import type { Vault } from './vault'

export function timedVault(vault: Vault): Vault {
  return {
    keep: (...what) => timed('keep', vault.keep(...what)),
    open: (...what) => timed('open', vault.open(...what)),
    replace: (...what) => timed('replace', vault.replace(...what)),
    intend: (...what) => timed('intend', vault.intend(...what)),
    settle: (...what) => timed('settle', vault.settle(...what)),
    touch: (...what) => timed('touch', vault.touch(...what)),
    forget: (...what) => timed('forget', vault.forget(...what)),
    countSessions: (...what) => timed('count-sessions', vault.countSessions(...what)),
    hasNewer: (...what) => timed('has-newer', vault.hasNewer(...what)),
    endSessions: (...what) => timed('end-sessions', vault.endSessions(...what)),
    lease: (...what) => timed('lease', vault.lease(...what)),
    renew: (...what) => timed('renew', vault.renew(...what)),
    release: (...what) => timed('release', vault.release(...what)),
    sweep: (...what) => timed('sweep', vault.sweep(...what)),
    close: () => vault.close(),
  }
}

async function timed<T>(operation: VaultOperation, work: Promise<T>): Promise<T> {
  const startedAtMs = performance.now()
  const note = (outcome: 'done' | 'failed') => noteVault(operation, outcome, (performance.now() - startedAtMs) / 1_000)
  try {
    const result = await work
    note('done')
    return result
  } catch (error) {
    note('failed')
    throw error
  }
}
