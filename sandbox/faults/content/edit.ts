// Falsifies a FHIR answer by the name of the edit. Answers that are no JSON object stay as they are.
import { isFields, startName } from './content'
import type { ContentEditor, Fields } from './content'
import { entryEditors } from './entries'
import { linkEditors } from './links'
import type { ContentEdit } from './names'
import { pageEditors } from './pages'
import { valueEditors } from './values'

export interface EditContent {
  readonly how: ContentEdit
  readonly value?: number | string
}

export interface EditScene {
  readonly request: Request
  readonly draw: number
  /** The server itself, without faults and journal in front of it. */
  readonly ask: (request: Request) => Promise<Response>
}

const editors: Readonly<Record<ContentEdit, ContentEditor>> = {
  ...linkEditors,
  ...pageEditors,
  ...entryEditors,
  ...valueEditors,
}

/**
 * The text of the answer after the edit, or null when there was nothing to edit. A refusal is left alone, except where an
 * endless list goes on past the end; what comes then is a good answer.
 */
export async function editContent(answer: { text: string; ok: boolean }, edit: EditContent, scene: EditScene): Promise<string | null> {
  const { how, value } = edit
  const body = answer.ok || how === 'next-endless' ? parse(answer.text) : null
  if (body === null) return null
  const url = new URL(scene.request.url)
  const askPage = (start: number, count: number) => pageOf(scene, url, { start, count })
  const edited = await editors[how]({ body, url, value, draw: scene.draw, askPage })
  return typeof edited === 'string' ? edited : JSON.stringify(edited)
}

async function pageOf(scene: EditScene, url: URL, { start, count }: { start: number; count: number }): Promise<Fields | null> {
  if (start < 0) return null
  const other = new URL(url)
  other.searchParams.set(startName(url), String(start))
  other.searchParams.set('_count', String(count))
  other.searchParams.delete('count')
  const headers = new Headers(scene.request.headers)
  headers.delete('accept-encoding')
  const answer = await scene.ask(new Request(other, { headers }))
  return answer.ok ? parse(await answer.text()) : null
}

function parse(text: string): Fields | null {
  try {
    const body: unknown = JSON.parse(text)
    return isFields(body) ? body : null
  } catch {
    return null
  }
}
