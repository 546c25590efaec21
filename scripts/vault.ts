// `npm run vault`: looks after the sealed records while the app runs.
import { readVaultSettings } from '@/lib/env'
import { openStore } from '@/lib/vault/open-store'
import { runCommand } from './launch/command'
import { readSettingsFile } from './launch/settings-file'
import { readWish, usage } from './vault/arguments'
import { runWish } from './vault/work'
import { fulfil } from './launch/wish'

await runCommand(() =>
  fulfil(readWish(process.argv.slice(2)), usage, async (wish) => {
    const settings = readVaultSettings(await readSettingsFile(process.cwd()))
    const { lines, code } = await runWish(wish, settings, openStore)
    for (const line of lines) console.log(line)
    return code
  }),
)
