// `npm run connections`: the four organization connections, looked at from a terminal.
import { readWish, usage } from './connections/arguments'
import { runWish } from './connections/work'
import { runCommand } from './launch/command'
import { readConnectionEnvironment } from './launch/emulators'
import { fulfil } from './launch/wish'

await runCommand((signal) =>
  fulfil(readWish(process.argv.slice(2)), usage, async (wish) => {
    const place = { env: await readConnectionEnvironment(process.cwd()), isTerminal: process.stdout.isTTY, signal }
    const { lines, warnings, code } = await runWish(wish, place)
    for (const line of warnings) console.error(line)
    for (const line of lines) console.log(line)
    return code
  }),
)
