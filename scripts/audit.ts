// `npm run audit`: checks the access log, and tries again what waits to be revoked.
import { readWish, usage, usageCode } from './audit/arguments'
import { retryRevocations, verify } from './audit/work'
import { runCommand } from './launch/command'
import { readSettingsFile } from './launch/settings-file'

await runCommand(async () => {
  const wish = readWish(process.argv.slice(2))
  if ('problem' in wish) {
    if (wish.problem) console.error(wish.problem)
    ;(wish.problem ? console.error : console.log)(usage)
    return wish.problem ? usageCode : 0
  }
  const env = await readSettingsFile(process.cwd())
  const { lines, code } = wish.command === 'verify' ? await verify(env, wish) : await retryRevocations(env, wish)
  for (const line of lines) console.log(line)
  return code
})
