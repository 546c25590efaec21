// The settings of exports, checked when they are first needed. A message names the setting, never its value.
import 'server-only'
import path from 'node:path'
import { z } from 'zod'
import { Misconfigured } from '@/lib/errors'

export interface ExportSettings {
  readonly folder: string
  readonly keepDays: number
}

const schema = z.object({
  BCDA_EXPORTS_FOLDER: z.string().default('.data/exports'),
  BCDA_EXPORTS_KEEP_DAYS: z
    .string()
    .regex(/^[1-9]\d{0,3}$/, 'must be a number of days from 1 to 9999')
    .default('30'),
})
const known = new Set(Object.keys(schema.shape))

/** @throws Misconfigured with a line for each problem */
export function readExportSettings(env: Readonly<Record<string, string | undefined>> = process.env): ExportSettings {
  const own = Object.entries(env).filter(([name, value]) => name.startsWith('BCDA_EXPORT') && value)
  const parsed = schema.safeParse(Object.fromEntries(own))
  const problems = [
    ...(parsed.success ? [] : parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`)),
    ...own.flatMap(([name]) => (known.has(name) ? [] : [`${name} is not a setting of this product: check its spelling`])),
  ]
  if (!parsed.success || problems.length > 0) throw new Misconfigured(problems)
  return { folder: path.resolve(parsed.data.BCDA_EXPORTS_FOLDER), keepDays: Number(parsed.data.BCDA_EXPORTS_KEEP_DAYS) }
}
