// Exports: immunization records by day, and the history of uploads (contract 3.4). The records are canned, one a day;
// nobody in them exists.
import { Hono } from 'hono'
import { compress } from 'hono/compress'
import { jsonAnswer, readJsonObject } from '@/sandbox/organizations/answers'
import type { Fields } from '@/sandbox/organizations/answers'
import type { CdcScope } from '@/sandbox/organizations/credentials'
import type { CdcParts } from './cdc'
import type { CdcEnv } from './dating'
import { readHolder, readScoped } from './holder'
import { cvrsOf, hl7Of, isDay, processedOf } from './immunizations'
import { refuse, wrongMethod } from './refusals'

interface Format {
  /** Raw records are as they came, with names (contract 3.1). */
  readonly scope: CdcScope
  readonly write: (days: readonly string[]) => Response
}

const text = (body: string) => new Response(body, { headers: { 'content-type': 'text/plain; charset=utf-8' } })

const formats: ReadonlyMap<unknown, Format> = new Map([
  ['HL7_RAW', { scope: 'EXPORT_NON_REDACTED', write: days => text(days.map(hl7Of).join('')) }],
  ['CVRS_RAW', { scope: 'EXPORT_NON_REDACTED', write: days => text(cvrsOf(days)) }],
  ['CVRS_PROCESSED_REDACTED', { scope: 'EXPORT_REDACTED', write: days => jsonAnswer(200, days.map(day => processedOf(day, true))) }],
  ['CVRS_PROCESSED_NON_REDACTED', { scope: 'EXPORT_NON_REDACTED', write: days => jsonAnswer(200, days.map(day => processedOf(day, false))) }],
])

const dayMs = 86_400_000
const mostDays = 366

/** The routes that hand data out, and an echo for whoever wants to try a token. */
export function exportApi(parts: CdcParts): Hono<CdcEnv> {
  const api = new Hono<CdcEnv>()
  api.use('/v0/export', compress())
  api.get('/v0/echo', c => echo(c.req.raw, parts))
  api.post('/v0/export', async c => answerExport(c.req.raw, parts))
  api.post('/v0/izdlexport/history', async c => answerHistory(c.req.raw, parts))
  api.all('/v0/echo', () => wrongMethod('GET'))
  for (const path of ['/v0/export', '/v0/izdlexport/history']) api.all(path, () => wrongMethod('POST'))
  return api
}

function echo(raw: Request, parts: CdcParts): Response {
  const holder = readHolder(raw, parts)
  if (holder instanceof Response) return holder
  const { clientId, scopes, onBehalfOf } = holder
  return jsonAnswer(200, { clientID: clientId, scopes, ...(onBehalfOf !== null && { onBehalfOfClientID: onBehalfOf }) })
}

/** Both dates are inside. */
async function answerExport(raw: Request, parts: CdcParts): Promise<Response> {
  const holder = readScoped(raw, parts, ['EXPORT_REDACTED', 'EXPORT_NON_REDACTED'])
  if (holder instanceof Response) return holder
  const fields = readJsonObject(await raw.text())
  const format = formats.get(fields?.['format'])
  if (!fields || !format) return refuse(400, `format must be one of ${[...formats.keys()].join(', ')}`)
  if (!holder.scopes.includes(format.scope)) return refuse(403, 'Scope not granted')
  const days = daysOf(fields, 1)
  return days ? format.write(days) : refuse(400, badDates)
}

/** The last date is outside. */
async function answerHistory(raw: Request, parts: CdcParts): Promise<Response> {
  const holder = readScoped(raw, parts, ['EXPORT_SUMMARIZATION'])
  if (holder instanceof Response) return holder
  const fields = readJsonObject(await raw.text())
  const siteKey = fields?.['siteKey'] ?? 'XXA'
  const days = fields && daysOf(fields, 0)
  if (!days || typeof siteKey !== 'string') return refuse(400, badDates)
  return jsonAnswer(200, days.map(day => historyOf(day, siteKey)))
}

const badDates = `startDate and endDate must be days like 2026-01-31, the first one first, at most ${mostDays} days`

function historyOf(day: string, siteKey: string) {
  const name = `${siteKey}_${day.replaceAll('-', '')}`
  return {
    cvrsRecordCount: 1 + (Number(day.slice(-2)) % 7),
    exportFilename: `${name}.zip`,
    exportTime: `${day}T23:30:00Z`,
    fileIds: [name],
    fileNames: [`${name}.txt`],
    siteKey,
  }
}

/** Every day from `startDate` to `endDate`, and so many after it: 1 with the last, 0 without. */
function daysOf({ startDate, endDate }: Fields, last: 0 | 1): readonly string[] | null {
  if (!isDay(startDate) || !isDay(endDate)) return null
  const count = Math.round((Date.parse(endDate) - Date.parse(startDate)) / dayMs) + last
  if (count < last || count > mostDays) return null
  return Array.from({ length: count }, (_, index) => new Date(Date.parse(startDate) + index * dayMs).toISOString().slice(0, 10))
}
