// `npm run audit`: checks the access log, and tries again what waits to be revoked.
import { readWish, usage } from './audit/arguments'
import { retryRevocations, verify } from './audit/work'
import { runCommand } from './launch/command'
import { readSettingsFile } from './launch/settings-file'
import { fulfil } from './launch/wish'

await runCommand(() =>
  fulfil(readWish(process.argv.slice(2)), usage, async (wish) => {
    const env = await readSettingsFile(process.cwd())
    const { lines, code } = wish.command === 'verify' ? await verify(env, wish) : await retryRevocations(env, wish)
    for (const line of lines) console.log(line)
    return code
  }),
)
