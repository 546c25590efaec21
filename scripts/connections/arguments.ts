// What a person typed after `npm run connections --`, and what to tell one who typed something else.
import { parseArgs } from 'node:util'
import { type System, systems } from '@/lib/connections/connection'
import { type Understood, understand } from '@/scripts/launch/wish'

export type Wish =
  | { readonly command: 'list'; readonly json: boolean }
  | { readonly command: 'test'; readonly which: readonly System[]; readonly json: boolean }
  | { readonly command: 'token'; readonly system: System; readonly toPipe: boolean; readonly json: boolean }

/** A connection does not work, or has no credentials. */
export const notWorkingCode = 3
export const usage = `npm run connections -- <command> [--json]

  list                      the four connections, their addresses and what is set up
  test <name>               get a token and ask the system's cheapest protected address; "all" for all that are set up
  token <name> --show-once  print a token, for trying a call by hand

Names: ${systems.join(', ')}.

  --json      answer in one line of JSON
  --to-pipe   print a token although the output is not a terminal

A token opens what the credentials open until it ends: it is printed once, and is in no log and no file of ours. Settings
come from the environment and .env.local (docs/connections.md); with none of them and no BLUE_BUTTON_URL, the emulators of
the sandbox that npm start runs are asked.

Answers 0 when all is well, 3 when a connection does not work or is not set up (test, token), 1 when the settings are
wrong, 2 when the command is not one of these.`

/** A wish, or what was wrong with the words; an empty problem asks for help. */
export function readWish(args: readonly string[]): Understood<Wish> {
  return understand(() => {
    const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options })
    if (values.help) return { problem: '' }
    return readCommand(positionals, values)
  })
}

const options = {
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
  'show-once': { type: 'boolean', default: false },
  'to-pipe': { type: 'boolean', default: false },
} as const

interface Flags {
  readonly json: boolean
  readonly 'show-once': boolean
  readonly 'to-pipe': boolean
}

function readCommand([command, name, ...more]: readonly string[], flags: Flags): Understood<Wish> {
  const { json } = flags
  const system = systems.find((one) => one === name)
  const tokenFlags = flags['show-once'] || flags['to-pipe']
  if (more.length > 0) return { problem: 'One command and one name, please.' }
  if (command !== 'token' && tokenFlags) return { problem: '--show-once and --to-pipe belong to token.' }
  if (command === 'list' && name === undefined) return { command, json }
  if (command === 'test' && (system || name === 'all')) return { command, which: system ? [system] : systems, json }
  if (command === 'token' && system) {
    return flags['show-once'] ? { command, system, toPipe: flags['to-pipe'], json } : { problem: 'A token is printed with --show-once only.' }
  }
  if (command === 'test' || command === 'token') return { problem: `Say which: ${systems.join(', ')}.` }
  return { problem: 'Say one of: list, test, token.' }
}
