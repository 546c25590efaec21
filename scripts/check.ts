// `npm run check`: what can be known without a build or a browser, in about half a minute.
import { runCommand } from './launch/command'
import { importTable, lint, types, unitTests } from './proof/stage-list'
import { runStages } from './proof/stages'

await runCommand((stop) => runStages([lint, types, importTable, unitTests], stop))
