// What a person typed after `npm run bcda --`, and what to tell one who typed something else.
import { parseArgs } from 'node:util'
import { type ExportOptions, populations, type ResourceType, resourceTypes } from '@/lib/connections/bulk-export/export-request'
import { type Understood, understand } from '@/scripts/launch/wish'

const deeds = ['resume', 'stop', 'cancel', 'show', 'verify', 'summary', 'delete'] as const
/** What is done to one export. */
export type Deed = (typeof deeds)[number]

export type Wish =
  | { readonly command: 'export'; readonly options: ExportOptions; readonly json: boolean }
  | { readonly command: 'list'; readonly json: boolean }
  | { readonly command: Deed; readonly id: string; readonly json: boolean }

export const usage = `npm run bcda -- <command> [--json]

  export         ask BCDA for an export and fetch it
    --api <2>                   version 1, 2 or 3
    --population <group-all>    ${populations.join(', ')}
    --type <A,B>                of ${resourceTypes.join(', ')}; left out: what BCDA sends by itself
    --since <instant>           only what changed since, for example 2026-01-01T00:00:00Z; or: last
    --type-filter <text>        version 3 only: ExplanationOfBenefit?service-date=ge2025
  resume <id>    go on with an export that stopped or was cut off
  stop <id>      have it stop, in whatever process it runs, so that it can go on later
  cancel <id>    end it here and at BCDA, for good
  list           all exports
  show <id>      one of them
  verify <id>    read every file again and compare it with the manifest
  summary <id>   claims by kind and year, and what was paid
  delete <id>    remove it and its files

  --json         answer in lines of JSON

Ctrl-C stops an export safely. Answers 0 when all is well, 1 when it failed or the settings are wrong, 2 when the command
is not one of these, 3 when something is missing or damaged, 4 when the export stopped and can be resumed.`

const flags = {
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
  api: { type: 'string' },
  population: { type: 'string' },
  type: { type: 'string' },
  since: { type: 'string' },
  'type-filter': { type: 'string' },
} as const

/** A wish, or what was wrong with the words; an empty problem asks for help. */
export function readWish(args: readonly string[]): Understood<Wish> {
  return understand(() => {
    const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: flags })
    if (values.help) return { problem: '' }
    const [command, id, ...more] = positionals
    const ownFlags = Object.keys(values).filter((name) => name !== 'json' && name !== 'help')
    if (command === 'export' && id === undefined) return readExport(values)
    if (ownFlags.length > 0) return { problem: `--${ownFlags[0]} belongs to export.` }
    if (command === 'list' && id === undefined) return { command, json: values.json }
    const deed = deeds.find((name) => name === command)
    if (!deed) return { problem: `Say one of: export, list, ${deeds.join(', ')}.` }
    return id === undefined || more.length > 0 ? { problem: `Say which: ${deed} <id>. The list command names them.` } : { command: deed, id, json: values.json }
  })
}

interface ExportFlags {
  readonly json: boolean
  readonly api?: string | undefined
  readonly population?: string | undefined
  readonly type?: string | undefined
  readonly since?: string | undefined
  readonly 'type-filter'?: string | undefined
}

function readExport(values: ExportFlags): Understood<Wish> {
  const version = ([1, 2, 3] as const).find((number) => String(number) === (values.api ?? '2'))
  const population = populations.find((name) => name === (values.population ?? 'group-all'))
  const types = (values.type?.split(',') ?? []).map((word) => resourceTypes.find((name) => name === word))
  const known = types.filter((type): type is ResourceType => type !== undefined)
  if (version === undefined) return { problem: '--api must be 1, 2 or 3.' }
  if (population === undefined) return { problem: `--population must be one of ${populations.join(', ')}.` }
  if (known.length < types.length) return { problem: `--type must be a list of ${resourceTypes.join(', ')}.` }
  const options = { version, population, types: known, since: values.since ?? null, typeFilter: values['type-filter'] ?? null }
  return { command: 'export', options, json: values.json }
}
