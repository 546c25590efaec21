// How a command ends when nobody reads it any more.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, it } from 'vitest'

const program = `
  import { runCommand } from '@/scripts/launch/command'
  await runCommand(async () => {
    for (;;) await new Promise((resolve) => process.stdout.write('a line\\n', resolve))
  })
`

it('ends with 0 and in silence when its reader has seen enough', async () => {
  const child = spawn(process.execPath, ['--conditions=react-server', '--import', 'tsx', '--input-type=module', '--eval', program], { stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  child.stderr.on('data', (text: Buffer) => (said += text.toString()))
  child.stdout.once('data', () => child.stdout.destroy())
  const [code] = await once(child, 'close')
  expect([code, said]).toEqual([0, ''])
}, 20_000)
