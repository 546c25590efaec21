// `npm start`: from a checkout to a running product. Settings are checked before anything is built.
import { buildWhenChanged } from './launch/build'
import { runCommand } from './launch/command'
import { greet } from './launch/greeting'
import { makePlan } from './launch/plan'
import { builtApp, sandboxProgram } from './launch/programs'
import { runTogether } from './launch/together'

await runCommand(async (stop) => {
  const checked = await makePlan(process.cwd())
  console.log('Building, if anything changed ...')
  const seconds = await buildWhenChanged(process.cwd(), checked.app.env, stop)
  console.log(seconds === null ? 'Nothing changed since the last build.' : `Built in ${seconds} s.`)
  // A port that was free before a build may be taken after it.
  const plan = seconds === null ? checked : await makePlan(process.cwd())
  for (const note of new Set([...checked.notes, ...plan.notes])) console.log(note)
  console.log('Starting ...')
  const parts = [...(plan.sandbox ? [sandboxProgram(plan.sandbox)] : []), builtApp(plan.app)]
  return runTogether(parts, stop, (running) => console.log(greet(plan, running).join('\n')))
})
