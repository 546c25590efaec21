// `npm run soak`: the long proofs, with figures in docs/reliability.md.
import { runCommand } from './launch/command'
import { readWish, usage } from './soak/arguments'
import { soak } from './soak/main'
import { fulfil } from './launch/wish'

await runCommand((stop) => {
  const words = process.argv.slice(2)
  return fulfil(readWish(words), usage, (wish) => soak(wish, words, stop))
})
