// Two processes never work one job (quality BLK-01). Whoever takes a lock adds the next number to a row of small files,
// which only one can do; nothing of the row is ever taken away, so a late comer cannot take a number that was free long
// ago. The last file says who holds it: one that died without a word is recognised, even when its number lives again.
import 'server-only'
import { randomBytes } from 'node:crypto'
import { link, readdir, readFile, rm, stat, truncate, utimes } from 'node:fs/promises'
import { hostname } from 'node:os'
import path from 'node:path'
import { z } from 'zod'
import { readIfThere, writeDurably, writeFlushed } from './durable-file'

export interface Lock {
  release(): Promise<void>
}

const holderSchema = z.object({ pid: z.number(), born: z.string().nullable(), host: z.string(), released: z.boolean() })
type Holder = z.infer<typeof holderSchema>

const beatMs = 10_000
/** Of a holder on another machine only the beat can be seen. */
const silentMs = 60_000

/** @returns null when somebody else is at work. */
export async function takeLock(folder: string): Promise<Lock | null> {
  const last = await lastNumber(folder)
  if (last > 0 && (await isHeld(folder, last))) return null
  const me: Holder = { pid: process.pid, born: await birthOf(process.pid), host: hostname(), released: false }
  const file = fileOf(folder, last + 1)
  if (!(await addFile(folder, file, me))) return null
  const beat = setInterval(() => void utimes(file, new Date(), new Date()).catch(() => undefined), beatMs)
  beat.unref()
  return {
    async release() {
      clearInterval(beat)
      // An empty file holds nothing either, and needs no room on a full disk.
      await writeDurably(file, JSON.stringify({ ...me, released: true })).catch(() => truncate(file))
    },
  }
}

/** Whether somebody who lives is at work on it. */
export async function isLocked(folder: string): Promise<boolean> {
  const last = await lastNumber(folder)
  return last > 0 && isHeld(folder, last)
}

function fileOf(folder: string, number: number): string {
  return path.join(folder, `lock.${number}`)
}

async function lastNumber(folder: string): Promise<number> {
  const names = await readdir(folder)
  return Math.max(0, ...names.map((name) => Number(/^lock\.(\d+)$/.exec(name)?.[1] ?? 0)))
}

/** A link appears at once, with all that is in it, and fails when the name is taken. */
async function addFile(folder: string, file: string, holder: Holder): Promise<boolean> {
  const aside = path.join(folder, `lock-${randomBytes(6).toString('hex')}.part`)
  await writeFlushed(aside, JSON.stringify(holder))
  try {
    await link(aside, file)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  } finally {
    await rm(aside, { force: true })
  }
}

async function isHeld(folder: string, number: number): Promise<boolean> {
  const file = fileOf(folder, number)
  const holder = readHolder((await readIfThere(file)) ?? '')
  if (holder === null || holder.released) return false
  if (holder.host !== hostname()) return Date.now() - (await stat(file)).mtimeMs < silentMs
  return isAlive(holder.pid) && holder.born === (await birthOf(holder.pid))
}

function readHolder(text: string): Holder | null {
  try {
    return holderSchema.parse(JSON.parse(text))
  } catch {
    return null
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // It lives, but is somebody else's.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** When a process began, in the system's own count; null where that cannot be seen, and then the number alone decides. */
async function birthOf(pid: number): Promise<string | null> {
  try {
    const fields = await readFile(`/proc/${pid}/stat`, 'utf8')
    // The second field is a name in parentheses that may hold anything; the twentieth after it is the start.
    return fields.slice(fields.lastIndexOf(')') + 2).split(' ')[19] ?? null
  } catch {
    return null
  }
}
