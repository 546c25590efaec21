// What a proof needs beside Node and may not be there: a program on PATH, or the package of this system. Only on Debian as
// root is anything installed, and only what the system itself offers.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'

/** The first of `names` in the order of PATH's folders for each, or null. */
export function findOnPath(names: readonly string[], env: NodeJS.ProcessEnv): string | null {
  const folders = (env['PATH'] ?? '').split(path.delimiter)
  const places = names.flatMap((name) => folders.map((folder) => path.join(folder, name)))
  return places.find((place) => existsSync(place)) ?? null
}

/** Gets a package where that is possible, and otherwise does nothing: whether it came is for the caller to see. */
export function installPackage(name: string, reason: string, say: (line: string) => void): void {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return
  say(`${reason}: getting the package of this system ...`)
  apt(['update'])
  apt(['install', '-y', '--no-install-recommends', name])
}

/** A package that brings a service would start it; the run level keeps it from that. */
function apt(args: readonly string[]): void {
  const env: NodeJS.ProcessEnv = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' }
  spawnSync('apt-get', ['-q', '-o', 'DPkg::Lock::Timeout=120', ...args], { env, stdio: 'ignore' })
}
