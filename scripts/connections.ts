// `npm run connections`: the four organization connections, looked at from a terminal.
import { readWish, usage, usageCode } from './connections/arguments'
import { runWish } from './connections/work'
import { runCommand } from './launch/command'
import { readConnectionEnvironment } from './launch/emulators'

await runCommand(async (signal) => {
  const wish = readWish(process.argv.slice(2))
  if ('problem' in wish) {
    if (wish.problem) console.error(wish.problem)
    ;(wish.problem ? console.error : console.log)(usage)
    return wish.problem ? usageCode : 0
  }
  const place = { env: await readConnectionEnvironment(process.cwd()), isTerminal: process.stdout.isTTY, signal }
  const { lines, warnings, code } = await runWish(wish, place)
  for (const line of warnings) console.error(line)
  for (const line of lines) console.log(line)
  return code
})
