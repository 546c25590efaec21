// Finds a Redis (or Valkey) server for the tests of the store for many machines: the one on PATH, or on Debian as root
// the system's package. Without one those tests are skipped and say so; nothing else needs it.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'

const names = ['redis-server', 'valkey-server']

/** Where it is, or null when there is none. */
export function findRedis(env: NodeJS.ProcessEnv = process.env): string | null {
  const folders = (env['PATH'] ?? '').split(path.delimiter)
  const places = names.flatMap((name) => folders.map((folder) => path.join(folder, name)))
  return places.find((place) => existsSync(place)) ?? null
}

/** Finds one, or gets the package on Debian as root; null when neither works. */
export function provideRedis(say: (line: string) => void = console.log): string | null {
  const found = findRedis()
  if (found || !canInstall()) return found
  say('No redis-server here: getting the package of this system ...')
  apt(['update'])
  apt(['install', '-y', '--no-install-recommends', 'redis-server'])
  return findRedis()
}

function canInstall(): boolean {
  return process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')
}

/** The package would start a server of its own; it must not, since the tests start theirs. */
function apt(args: readonly string[]): void {
  const env: NodeJS.ProcessEnv = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' }
  spawnSync('apt-get', ['-q', '-o', 'DPkg::Lock::Timeout=120', ...args], { env, stdio: 'ignore' })
}
