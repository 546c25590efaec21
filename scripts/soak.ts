// `npm run soak`: the long proofs, with figures in docs/reliability.md.
import { runCommand } from './launch/command'
import { readWish, usage, usageCode } from './soak/arguments'
import { soak } from './soak/main'

await runCommand(async (stop) => {
  const words = process.argv.slice(2)
  const wish = readWish(words)
  if ('problem' in wish) {
    if (wish.problem) console.error(wish.problem)
    ;(wish.problem ? console.error : console.log)(usage)
    return wish.problem ? usageCode : 0
  }
  return soak(wish, words, stop)
})
