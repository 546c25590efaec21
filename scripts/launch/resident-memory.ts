// How much memory of the machine a process holds, for the measurements and the long proofs.
import { readFile } from 'node:fs/promises'

/** In MB of 2^20 bytes; NaN where the system does not tell (Linux tells it in a file) and for a process that is not there. */
export async function residentMb(pid: number | undefined): Promise<number> {
  const status = pid === undefined ? '' : await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? Number.NaN) / 1024
}
