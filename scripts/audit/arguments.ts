// What a person typed after `npm run audit --`, and what to tell one who typed something else.
import { parseArgs } from 'node:util'
import { type Understood, understand } from '@/scripts/launch/wish'

const commands = ['verify', 'retry-revocations'] as const

export interface Wish {
  readonly command: (typeof commands)[number]
  readonly json: boolean
}

/** Something is missing from the log, or is not as it was written. */
export const foundCode = 3
export const usage = `npm run audit -- <command> [--json]

  verify              look for lines of the access log that were removed, changed, moved or cut off
  retry-revocations   end at Medicare now what a person ended here while Medicare did not answer

  --json   answer in one line of JSON

Both read the settings the app has, from the environment and .env.local; the app may go on running. verify needs VAULT_URL
and VAULT_KEYS alone.

Answers 0 when nothing is wrong or left to do, 3 when verify found something or a revocation still waits, 1 when the
settings are wrong or the store does not answer, 2 when the command is not one of these.`

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
    if (!command || positionals.length !== 1) return { problem: `Say one of: ${commands.join(', ')}.` }
    return { command, json: values.json }
  })
}
