// Loaded before the app when its heap is to be measured: on SIGUSR2 everything unused is collected, and what is left is told
// in a line. Plain JavaScript, so that nothing has to be translated before it runs.
import { setImmediate as turn } from 'node:timers/promises'

const mostRounds = 12
const stillBytes = 100 * 1024
let number = 0

process.on('SIGUSR2', async () => {
  number += 1
  process.stderr.write(`heap ${number} ${await collect()}\n`)
})

/** Until a round finds next to nothing: what is let go at the end of one, such as what a finalizer held, falls to the next. */
async function collect() {
  let before = Number.POSITIVE_INFINITY
  for (let round = 0; round < mostRounds; round += 1) {
    globalThis.gc?.()
    const { heapUsed } = process.memoryUsage()
    if (before - heapUsed < stillBytes) break
    before = heapUsed
    await turn()
  }
  return process.memoryUsage().heapUsed
}
