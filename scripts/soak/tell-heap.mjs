// Loaded before the app when its heap is to be measured: on SIGUSR2 everything unused is collected, and what is left is told
// in a line. Plain JavaScript, so that nothing has to be translated before it runs.
let number = 0

process.on('SIGUSR2', () => {
  number += 1
  globalThis.gc?.()
  globalThis.gc?.()
  process.stderr.write(`heap ${number} ${process.memoryUsage().heapUsed}\n`)
})
