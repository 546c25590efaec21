// Which port a server gets: the one asked for, or the nearest free one, said aloud. An address that is registered
// elsewhere cannot move, so then a taken port is a fault.
import getPort, { portNumbers } from 'get-port'
import { Misconfigured } from '@/lib/errors'

export interface PortWish {
  readonly setting: string
  readonly wanted: number
  /** True when other settings name this port, so another one would not be found. */
  readonly fixed: boolean
}

export interface Port {
  readonly number: number
  /** What to tell the person when it is not the port they asked for. */
  readonly note: string | null
}

/** @throws Misconfigured when the port is taken and may not move. */
export async function choosePort(wish: PortWish): Promise<Port> {
  const { setting, wanted, fixed } = wish
  const number = await getPort({ port: portNumbers(wanted, Math.min(wanted + 99, 65_535)) })
  if (number === wanted) return { number, note: null }
  if (fixed) throw new Misconfigured([`${setting}: port ${wanted} is taken, and APP_ORIGIN needs it: free it, or change both`])
  return { number, note: `Port ${wanted} is taken, so ${number} is used instead (${setting} sets it).` }
}

/** Reads a port setting. @throws Misconfigured naming the setting, never its value. */
export function readPort(setting: string, text: string | undefined, otherwise: number): number {
  if (text === undefined) return otherwise
  const number = /^\d{1,5}$/.test(text) ? Number(text) : 0
  if (number >= 1 && number <= 65_535) return number
  throw new Misconfigured([`${setting} must be a port number`])
}
