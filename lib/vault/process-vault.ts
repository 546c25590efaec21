// The one vault of this process. Next bundles pages and route handlers apart, so it hangs on globalThis (stack T10).
import 'server-only'
import { settings } from '@/lib/env'
import { openStore } from './open-store'
import { timedVault } from './timed-vault'
import { createVault, type Vault } from './vault'

const place = Symbol.for('plainclaim.vault')
const home: typeof globalThis & { [place]?: Vault } = globalThis

export function processVault(): Vault {
  return (home[place] ??= timedVault(createVault(settings(), () => openStore(settings().vault.url))))
}
