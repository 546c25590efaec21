// What a person typed after `npm run vault --`, and what to tell one who typed something else.
import { parseArgs } from 'node:util'
import { type Understood, understand } from '@/scripts/launch/wish'

const commands = ['rotate', 'status', 'sweep'] as const

export interface Wish {
  readonly command: (typeof commands)[number]
  readonly json: boolean
}

export const usage = `npm run vault -- <command> [--json]

  status   how many records there are, and which master key each of them needs
  rotate   put every record under the first key of VAULT_KEYS; the app may go on running
  sweep    remove what is over

  --json   answer in one line of JSON

To replace the master key: put the new one before the old one in VAULT_KEYS, restart the app, run rotate, and take the old
one away when status answers 0. With several app processes put the new one behind the old one first, and restart them all:
each must know the new key before one of them seals with it.

Answers 0 when all is done and no record needs another key than the first, 3 when some do (status, rotate),
1 when the settings are wrong or the store does not answer, 2 when the command is not one of these.`

/** A wish, or what was wrong with the words; an empty problem asks for help. */
export function readWish(args: readonly string[]): Understood<Wish> {
  return understand(() => {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { json: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } },
    })
    if (values.help) return { problem: '' }
    const command = commands.find((name) => name === positionals[0])
    if (!command || positionals.length !== 1) return { problem: 'Say one of: rotate, status, sweep.' }
    return { command, json: values.json }
  })
}
