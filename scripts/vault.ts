// `npm run vault`: looks after the sealed records while the app runs.
import { readVaultSettings } from '@/lib/env'
import { openStore } from '@/lib/vault/open-store'
import { runCommand } from './launch/command'
import { readSettingsFile } from './launch/settings-file'
import { readWish, usage, usageCode } from './vault/arguments'
import { runWish } from './vault/work'

await runCommand(async () => {
  const wish = readWish(process.argv.slice(2))
  if ('problem' in wish) {
    if (wish.problem) console.error(wish.problem)
    ;(wish.problem ? console.error : console.log)(usage)
    return wish.problem ? usageCode : 0
  }
  const settings = readVaultSettings(await readSettingsFile(process.cwd()))
  const { lines, code } = await runWish(wish, settings, openStore)
  for (const line of lines) console.log(line)
  return code
})
