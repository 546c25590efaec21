// `npm run dev`: the same two programs as `npm start`, each reloading when its files change.
import { runCommand } from './launch/command'
import { greet } from './launch/greeting'
import { makePlan } from './launch/plan'
import { appWithReload, sandboxWithReload } from './launch/programs'
import { runTogether } from './launch/together'

await runCommand(async (stop) => {
  const plan = await makePlan(process.cwd())
  for (const note of plan.notes) console.log(note)
  console.log('Starting with reload ...')
  const parts = [...(plan.sandbox ? [sandboxWithReload(plan.sandbox)] : []), appWithReload(plan.app)]
  return runTogether(parts, stop, (running) => console.log(greet(plan, running).join('\n')))
})
