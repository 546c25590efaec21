// What the exports of this machine stand on: the connection to BCDA, a folder, time, chance and room on the disk. Tests hold each.
import 'server-only'
import { statfs } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'
import type { Connection } from '@/lib/connections/connection'
import { isLoopback } from '@/lib/env'

export interface Space {
  readonly freeBytes: number
  readonly totalBytes: number
}

export interface World {
  /** Where all exports lie. */
  readonly folder: string
  readonly connect: () => Connection
  /** ms since 1970. */
  readonly now: () => number
  /** Rejects when the signal ends. */
  readonly pause: (ms: number, signal: AbortSignal) => Promise<void>
  readonly random: () => number
  readonly space: (folder: string) => Promise<Space>
  /** Finished exports older than this are removed. */
  readonly keepDays: number
  /** Between two looks at a job over there (quality BLK-05); lower for an emulator only. */
  readonly pollFloorMs: number
  /** Told before each step that changes something here or there: tests end a process at any of them. */
  readonly onStep: (step: string) => void
}

/** Quality BLK-05. */
const politePollMs = 5_000

/** An emulator on this machine need not be spared. */
const emulatorPollMs = 250

/** The world of this machine, with these settings. */
export function worldFor(connect: () => Connection, { folder, keepDays }: Pick<World, 'folder' | 'keepDays'>): World {
  const pollFloorMs = isLoopback(new URL(connect().baseUrl)) ? emulatorPollMs : politePollMs
  return machineWorld({ folder, keepDays, connect, pollFloorMs })
}

/** The world of this machine. */
export function machineWorld(own: Pick<World, 'folder' | 'connect' | 'keepDays' | 'pollFloorMs'>): World {
  return {
    ...own,
    now: () => Date.now(),
    pause: (ms, signal) => pause(ms, undefined, { signal }),
    random: Math.random,
    space: async (folder) => {
      const { bavail, blocks, bsize } = await statfs(folder)
      return { freeBytes: bavail * bsize, totalBytes: blocks * bsize }
    },
    onStep: () => undefined,
  }
}
