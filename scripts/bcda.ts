// `npm run bcda`: bulk exports from CMS's Beneficiary Claims Data API.
import { openExportDesk } from '@/lib/connections/bulk-export/export-desk'
import { readExportSettings } from '@/lib/connections/bulk-export/settings'
import { worldFor } from '@/lib/connections/bulk-export/world'
import { createConnections } from '@/lib/connections/process-connections'
import { readConnectionSettings } from '@/lib/connections/settings'
import { readWish, usage } from './bcda/arguments'
import { runWish } from './bcda/work'
import { runCommand } from './launch/command'
import { readConnectionEnvironment } from './launch/emulators'
import { fulfil } from './launch/wish'

await runCommand((stop) =>
  fulfil(readWish(process.argv.slice(2)), usage, async (wish) => {
    const env = await readConnectionEnvironment(process.cwd())
    const { bcda } = createConnections(readConnectionSettings(env))
    const desk = openExportDesk(worldFor(() => bcda, readExportSettings(env)))
    try {
      return await runWish(wish, desk, { isTTY: process.stdout.isTTY, write: (line) => console.log(line) }, stop)
    } finally {
      await bcda.close()
    }
  }),
)
