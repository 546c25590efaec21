// What we claim, measured on the built product, side by side with the peer in the same run. BENCH_RUNS says how often.
import { writeFile } from 'node:fs/promises'
import { allOrNothing } from '@/scripts/launch/all-or-nothing'
import { measureBulkExport } from './bulk-export'
import { measureMatrix } from './matrix'
import { measureMemory } from './memory'
import { startProduct } from './product'
import { openBrowser, scriptBytes } from './reader'
import { report } from './report'

const defaultRuns = 10

export async function bench(stop: AbortSignal): Promise<number> {
  const runs = Number(process.env['BENCH_RUNS'] ?? defaultRuns)
  if (!Number.isInteger(runs) || runs < 1) {
    console.error('BENCH_RUNS must be a whole number of at least 1.')
    return 1
  }
  console.log('Bulk exports ...')
  const bulk = await measureBulkExport(runs)
  const measured = await allOrNothing(async (onEnd) => {
    const product = await startProduct(stop)
    onEnd(() => product.stop())
    const browser = await openBrowser()
    onEnd(() => browser.close())
    return { product, browser }
  })
  const { product, browser } = measured
  try {
    const startMb = await product.memoryMb()
    const cells = await measureMatrix(browser, product, runs)
    const scripts = await scriptBytes(browser, product, 12)
    console.log('Memory with 200 people signed in ...')
    const memory = await measureMemory(product, startMb)
    await writeFile('docs/benchmark.md', report({ runs, startMs: product.startMs, cells, scripts, memory, bulk }))
    console.log('Written to docs/benchmark.md')
    return 0
  } finally {
    await measured.stop()
  }
}
