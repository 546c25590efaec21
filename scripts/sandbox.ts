// `npm run sandbox`: the sandbox alone, for any Blue Button client. Its own start says what it serves and to which apps.
import { runCommand } from './launch/command'
import { wishForSandbox } from './launch/plan'
import { choosePort } from './launch/ports'
import { sandboxProgram } from './launch/programs'
import { sandboxAlone } from './launch/servers'
import { readSettingsFile } from './launch/settings-file'
import { runTogether } from './launch/together'

await runCommand(async (stop) => {
  const settings = await readSettingsFile(process.cwd())
  const port = await choosePort(wishForSandbox(settings))
  if (port.note) console.log(port.note)
  const part = sandboxProgram(sandboxAlone(port.number, settings))
  return runTogether([{ ...part, program: { ...part.program, prefix: '' }, loud: true }], stop, () => console.log('Stop it with Ctrl-C.'))
})
