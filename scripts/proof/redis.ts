// Finds a Redis (or Valkey) server for the tests of the store for many machines: the one on PATH, or on Debian as root
// the system's package. Without one those tests are skipped and say so; nothing else needs it.
import { findOnPath, installPackage } from './system-package'

/** Where it is, or null when there is none. */
export function findRedis(env: NodeJS.ProcessEnv = process.env): string | null {
  return findOnPath(['redis-server', 'valkey-server'], env)
}

/** Finds one, or gets the package on Debian as root; null when neither works. */
export function provideRedis(say: (line: string) => void = console.log): string | null {
  const found = findRedis()
  if (found) return found
  installPackage('redis-server', 'No redis-server here', say)
  return findRedis()
}
