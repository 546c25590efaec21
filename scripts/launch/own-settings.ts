// Keeps a developer's own settings out of a product that is started to be measured or proven: what is found must not hang
// on whose machine it was found on.
import { settingPrefixes } from '@/lib/connections/settings'

/** Everything the README names, and how long the proofs are, which is no affair of the product. */
const prefixes = ['BLUE_BUTTON_', 'VAULT_', 'SANDBOX_', 'METRICS_', 'CONNECTIONS_', 'OPERATOR_', ...Object.values(settingPrefixes), 'SOAK_', 'BENCH_']
const names = ['APP_ORIGIN', 'APP_HOST', 'PORT']

/** The environment without any setting of the product or of its proofs, for the built product. */
export function withoutOwnSettings(env: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  const kept = Object.entries(env).filter(([name]) => !names.includes(name) && !prefixes.some((prefix) => name.startsWith(prefix)))
  return { ...Object.fromEntries(kept), NODE_ENV: 'production' }
}
