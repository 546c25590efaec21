// What the app holds in memory: with many people signed in, and while the longest record loads.
import { setTimeout as pause } from 'node:timers/promises'
import type { Product } from './product'
import { connectOverHttp } from './visitor'

export interface Memory {
  readonly startMb: number
  readonly signedInMb: number
  readonly signedIn: number
  /** Most above the base while the longest record loads, and what is left of it half a minute later. */
  readonly loadPeakMb: number
  readonly loadLeftMb: number
}

const manyPeople = 200
const longest = 374

export async function measureMemory(product: Product, startMb: number): Promise<Memory> {
  for (let number = 0; number < manyPeople; number += 1) await connectOverHttp(product, number + 2000)
  const signedInMb = await product.memoryMb()
  const visitor = await connectOverHttp(product, longest)
  // The first load fills what the process keeps for good: code, connections, tables of words.
  await visitor.loadAll()
  const baseMb = await settled(product)
  const watch = watchPeak(product)
  await visitor.loadAll()
  const peakMb = await watch.stop()
  return { startMb, signedIn: manyPeople, signedInMb, loadPeakMb: peakMb - baseMb, loadLeftMb: (await settled(product)) - baseMb }
}

/** The engine gives memory back in its own time: half a minute is what it gets. */
async function settled(product: Product): Promise<number> {
  await pause(30_000)
  return product.memoryMb()
}

function watchPeak(product: Product): { stop(): Promise<number> } {
  const over = new AbortController()
  const watching = (async () => {
    let peak = 0
    while (!over.signal.aborted) {
      peak = Math.max(peak, await product.memoryMb())
      await pause(20)
    }
    return peak
  })()
  return {
    stop() {
      over.abort()
      return watching
    },
  }
}
