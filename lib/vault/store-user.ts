// How the vault uses its store: opened once, asked within a deadline, and every failure of it told in one word (AVL-08).
import 'server-only'
import { setTimeout as pause } from 'node:timers/promises'
import { Unavailable } from '@/lib/errors'
import type { Store } from './store'

const tryAgainMs = 250

/**
 * @param openStore a store that failed to open is tried again by the next caller
 * @returns a way to work with the store. It throws Unavailable when the store fails, or says nothing for `deadlineMs`
 */
export function storeUser(openStore: () => Promise<Store>, deadlineMs: number): <T>(work: (store: Store) => Promise<T>) => Promise<T> {
  let opening: Promise<Store> | null = null
  const opened = (): Promise<Store> =>
    (opening ??= openStore().catch((error: unknown) => {
      opening = null
      throw error
    }))
  return async (work) => {
    try {
      return await within(deadlineMs, opened().then(work))
    } catch (error) {
      throw error instanceof Unavailable ? error : new Unavailable('vault store')
    }
  }
}

/** Tries until the store takes it, for as long as the clock that never jumps allows; then throws what the store said. */
export async function untilTaken<T>(forMs: number, work: () => Promise<T>): Promise<T> {
  const giveUpAtMs = performance.now() + forMs
  for (;;) {
    try {
      return await work()
    } catch (error) {
      if (performance.now() + tryAgainMs > giveUpAtMs) throw error
    }
    await pause(tryAgainMs)
  }
}

async function within<T>(deadlineMs: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Unavailable('vault store')), deadlineMs)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
