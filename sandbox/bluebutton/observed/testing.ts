// One row of an observed table as a test: what is sent, and the status, the headers that matter and the body that come
// back. Headers that a row does not name are proven by the rows of section 10.
import { expect } from 'vitest'
import type { Page } from '@/sandbox/bluebutton/browse'

export interface Row {
  /** The section of the table and the row's place in it, as "4.7". */
  readonly id: string
  readonly what: string
  readonly ask: () => Promise<Response>
  readonly status: number
  /** The whole body, or words that must be in it; left out only where the row says nothing of it. */
  readonly body?: string | RegExp
  /** Null: the header is not there. */
  readonly headers?: Readonly<Record<string, string | RegExp | null>>
  /** What the row says of the time after. */
  readonly after?: () => Promise<void>
}

/** Asks, and holds the answer to the row. */
export async function prove(row: Row): Promise<void> {
  const answer = await row.ask()
  const text = await answer.text()
  expect({ status: answer.status, body: text }).toEqual({ status: row.status, body: matching(row.body ?? /^/) })
  for (const [name, value] of Object.entries(row.headers ?? {}))
    expect([name, answer.headers.get(name)]).toEqual([name, value === null ? null : matching(value)])
  await row.after?.()
}

function matching(wanted: string | RegExp): unknown {
  return typeof wanted === 'string' ? wanted : expect.stringMatching(wanted)
}

/** A page that a browser walked to, as the answer it was. */
export async function answerOf(page: Promise<Page>): Promise<Response> {
  const { html, status, response } = await page
  return new Response(html, { status, headers: response.headers })
}

/** Rows for `it.each`, each named by its id. */
export function named(rows: readonly Row[]): readonly (readonly [string, Row])[] {
  return rows.map(row => [`${row.id} ${row.what}`, row])
}

/** The literal text as a pattern. */
export function literally(text: string): RegExp {
  return new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
}
