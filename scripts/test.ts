// `npm test`: everything that can be proven on one machine, ending in one plain line.
import { runCommand } from './launch/command'
import { billOfMaterials, browser, build, importTable, journeys, lint, redis, types, unitTests } from './proof/stage-list'
import { runStages } from './proof/stages'

await runCommand((stop) => runStages([browser, redis, lint, types, importTable, unitTests, build, billOfMaterials, journeys], stop))
