// The connections' settings, read from the environment and checked before anything is sent: a system without credentials is
// simply not connected; one with wrong settings, or with settings of two worlds mixed, is refused with the names of the
// settings and never a value (contract 5.2 rule 12).
import 'server-only'
import { z } from 'zod'
import { Misconfigured } from '@/lib/errors'
import { Secret } from '@/lib/secret'
import { environments, type System } from './connection'
import { publishedBcdaIds } from './known-hosts'
import type { BcdaProfile, CdcProfile, ChangeHealthcareProfile, OptumProfile } from './profile'
import { dayField, readWorld, worldFields } from './world-settings'

export interface Profiles {
  readonly bcda: BcdaProfile
  readonly 'change-healthcare': ChangeHealthcareProfile
  readonly cdc: CdcProfile
  readonly optum: OptumProfile
}

type Variables = Readonly<Record<string, string | undefined>>

/** What stands before the names of each system's settings. */
export const settingPrefixes: Readonly<Record<System, string>> = {
  bcda: 'BCDA_',
  'change-healthcare': 'CHANGE_HEALTHCARE_',
  cdc: 'CDC_',
  optum: 'OPTUM_',
}

/** Settings of exports begin like those of the connection and are read elsewhere. */
const othersNames = /^BCDA_EXPORT/

/**
 * Reads and checks the settings of all four systems.
 * @throws Misconfigured with one line for each problem
 */
export function readConnectionSettings(env: Variables = process.env): Profiles {
  const problems: string[] = []
  const desk: Desk = { env, problems, emulated: readEmulated(env, problems) }
  const profiles = { bcda: readBcda(desk), 'change-healthcare': readChangeHealthcare(desk), cdc: readCdc(desk), optum: readOptum(desk) }
  if (problems.length > 0) throw new Misconfigured([...new Set(problems)])
  return profiles
}

interface Desk {
  readonly env: Variables
  readonly emulated: boolean
  /** Grows while reading, so that a person sees all at once. */
  readonly problems: string[]
}

const environment = z.enum(environments, { error: 'must be sandbox or production' }).default('sandbox')
const yes = z.enum(['yes'], { error: 'must be yes, or left out' }).optional()
const headerText = z.string().regex(/^[\x20-\x7e]*$/, 'must be plain characters')

const bcdaFields = z.strictObject({ ...worldFields, ENVIRONMENT: environment, SECRET_ISSUED: dayField })

function readBcda(desk: Desk): BcdaProfile {
  const fields = readFields(desk, 'bcda', bcdaFields)
  const world = read(desk, { system: 'bcda', environment: fields.ENVIRONMENT, tokenPath: '/auth/token' }, fields)
  if (world.environment === 'production' && publishedBcdaIds.has(fields.CLIENT_ID?.toLowerCase() ?? '')) {
    desk.problems.push('BCDA_CLIENT_ID is one of the published sandbox ids, but production is set')
  }
  return { system: 'bcda', ...world }
}

const changeFields = z.strictObject({
  ...worldFields,
  ENVIRONMENT: environment,
  TOKEN_VERSION: z.enum(['v1', 'v2'], { error: 'must be v2, or v1 for migration' }).default('v2'),
  TOKEN: z.string().regex(/^[\x21-\x7e]+$/, 'must be a token').optional(),
})

function readChangeHealthcare(desk: Desk): ChangeHealthcareProfile {
  const fields = readFields(desk, 'change-healthcare', changeFields)
  const { ENVIRONMENT, TOKEN_VERSION, TOKEN } = fields
  const world = read(desk, { system: 'change-healthcare', environment: ENVIRONMENT, tokenPath: `/apip/auth/${TOKEN_VERSION}/token` }, fields)
  if (TOKEN !== undefined && world.credentials) desk.problems.push('CHANGE_HEALTHCARE_TOKEN and CHANGE_HEALTHCARE_CLIENT_ID are both set: keep one')
  return { system: 'change-healthcare', ...world, tokenVersion: TOKEN_VERSION, suppliedToken: TOKEN === undefined ? null : new Secret(TOKEN) }
}

const cdcFields = z.strictObject({
  ...worldFields,
  ENVIRONMENT: environment,
  SCOPES: z.string().regex(/^[A-Z_]+(\s*,\s*[A-Z_]+)*$/, 'must be a list such as UPLOAD,EXPORT_REDACTED').optional(),
  ON_BEHALF_OF: z.string().regex(/^[\x21-\x7e]{1,256}$/, 'must be a client id').optional(),
  TOKEN_HEADER: z.string().regex(/^[A-Za-z0-9-]+$/, 'must be the name of a header').default('Authorization'),
  TOKEN_PREFIX: headerText.default(''),
  CERTIFICATE_FILE: z.string().optional(),
  CERTIFICATE_KEY_FILE: z.string().optional(),
})

function readCdc(desk: Desk): CdcProfile {
  const fields = readFields(desk, 'cdc', cdcFields)
  const world = read(desk, { system: 'cdc', environment: fields.ENVIRONMENT, tokenPath: '/v0/token/gen' }, fields)
  const { SCOPES, CERTIFICATE_FILE: certFile, CERTIFICATE_KEY_FILE: keyFile } = fields
  if (world.credentials && SCOPES === undefined) desk.problems.push('CDC_SCOPES is missing: list what the account is to be used for, such as UPLOAD')
  if ((certFile === undefined) !== (keyFile === undefined)) desk.problems.push('CDC_CERTIFICATE_FILE and CDC_CERTIFICATE_KEY_FILE belong together: set both or none')
  return {
    system: 'cdc',
    ...world,
    scopes: SCOPES?.split(',').map((scope) => scope.trim()) ?? [],
    onBehalfOf: fields.ON_BEHALF_OF ?? null,
    tokenHeader: fields.TOKEN_HEADER,
    tokenPrefix: fields.TOKEN_PREFIX,
    certificate: certFile !== undefined && keyFile !== undefined ? { certFile, keyFile } : null,
  }
}

const optumSets = { sandbox: 'SANDBOX_', production: 'PRODUCTION_' } as const
const optumFields = z.strictObject({
  ENVIRONMENT: environment,
  DATA_MODE: z.enum(['mock', 'live'], { error: 'must be mock or live' }).optional(),
  BODY_ENCODING: z.enum(['json', 'form'], { error: 'must be json or form' }).default('json'),
  TINS_ASSOCIATED: yes,
  SANDBOX_URL: worldFields.URL,
  SANDBOX_TOKEN_URL: worldFields.TOKEN_URL,
  SANDBOX_CLIENT_ID: worldFields.CLIENT_ID,
  SANDBOX_CLIENT_SECRET: worldFields.CLIENT_SECRET,
  SANDBOX_CLIENT_SECRET_FILE: worldFields.CLIENT_SECRET_FILE,
  PRODUCTION_URL: worldFields.URL,
  PRODUCTION_TOKEN_URL: worldFields.TOKEN_URL,
  PRODUCTION_CLIENT_ID: worldFields.CLIENT_ID,
  PRODUCTION_CLIENT_SECRET: worldFields.CLIENT_SECRET,
  PRODUCTION_CLIENT_SECRET_FILE: worldFields.CLIENT_SECRET_FILE,
})
type OptumFields = z.infer<typeof optumFields>

/** Two sets of credentials stand side by side; both are checked, one is used (contract 4.1). */
function readOptum(desk: Desk): OptumProfile {
  const fields = readFields(desk, 'optum', optumFields)
  const { ENVIRONMENT, DATA_MODE, BODY_ENCODING } = fields
  const worlds = {
    sandbox: read(desk, { system: 'optum', environment: 'sandbox', tokenPath: optumTokenPath, set: 'SANDBOX_' }, optumSet(fields, 'sandbox')),
    production: read(desk, { system: 'optum', environment: 'production', tokenPath: optumTokenPath, set: 'PRODUCTION_' }, optumSet(fields, 'production')),
  }
  const world = worlds[ENVIRONMENT]
  if (world.credentials) desk.problems.push(...optumProblems(fields))
  return { system: 'optum', ...world, dataMode: DATA_MODE ?? (ENVIRONMENT === 'production' ? 'live' : 'mock'), bodyEncoding: BODY_ENCODING }
}

const optumTokenPath = '/apip/auth/sntl/v1/token'

function optumSet(fields: OptumFields, set: keyof typeof optumSets) {
  const prefix = optumSets[set]
  return {
    URL: fields[`${prefix}URL`],
    TOKEN_URL: fields[`${prefix}TOKEN_URL`],
    CLIENT_ID: fields[`${prefix}CLIENT_ID`],
    CLIENT_SECRET: fields[`${prefix}CLIENT_SECRET`],
    CLIENT_SECRET_FILE: fields[`${prefix}CLIENT_SECRET_FILE`],
  }
}

function optumProblems({ ENVIRONMENT, DATA_MODE, TINS_ASSOCIATED, SANDBOX_CLIENT_ID, PRODUCTION_CLIENT_ID }: OptumFields): string[] {
  const problems: string[] = []
  if (SANDBOX_CLIENT_ID !== undefined && SANDBOX_CLIENT_ID === PRODUCTION_CLIENT_ID) problems.push('OPTUM_SANDBOX_CLIENT_ID and OPTUM_PRODUCTION_CLIENT_ID are the same: each belongs to one world')
  if (ENVIRONMENT === 'production' && DATA_MODE === 'mock') problems.push('OPTUM_DATA_MODE is mock, but production has live answers only')
  if (ENVIRONMENT === 'sandbox' && DATA_MODE === undefined) problems.push('OPTUM_DATA_MODE is missing: say mock for prepared answers, or live')
  if (ENVIRONMENT === 'sandbox' && DATA_MODE === 'live' && TINS_ASSOCIATED === undefined) {
    problems.push('OPTUM_DATA_MODE is live in the sandbox: set OPTUM_TINS_ASSOCIATED=yes once your tax ids are associated')
  }
  return problems
}

interface WorldOf<S extends System> {
  readonly system: S
  readonly environment: 'sandbox' | 'production'
  readonly tokenPath: string
  readonly set?: string
}

function read<S extends System>({ emulated, problems }: Desk, question: WorldOf<S>, values: Parameters<typeof readWorld>[1]) {
  const prefix = `${settingPrefixes[question.system]}${question.set ?? ''}`
  const found = readWorld({ ...question, prefix, emulated }, values)
  problems.push(...found.problems)
  return found.world
}

/** The settings of one system without their prefix. Where they are wrong, the defaults go on, to find what else is wrong. */
function readFields<T extends z.ZodType>({ env, problems }: Desk, system: System, schema: T): z.output<T> {
  const prefix = settingPrefixes[system]
  const own = Object.entries(env).filter(([name, value]) => name.startsWith(prefix) && !othersNames.test(name) && value)
  const parsed = schema.safeParse(Object.fromEntries(own.map(([name, value]) => [name.slice(prefix.length), value])))
  if (parsed.success) return parsed.data
  problems.push(...parsed.error.issues.flatMap((issue) => wordsOf(prefix, issue)))
  return schema.parse({})
}

function wordsOf(prefix: string, issue: z.core.$ZodIssue): string[] {
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => `${prefix}${key} is not a setting of this product: check its spelling`)
  return [`${prefix}${issue.path.join('.')} ${issue.message}`]
}

function readEmulated(env: Variables, problems: string[]): boolean {
  const parsed = yes.safeParse(env['CONNECTIONS_EMULATED'] || undefined)
  if (!parsed.success) problems.push('CONNECTIONS_EMULATED must be yes, or left out')
  return parsed.data === 'yes'
}
