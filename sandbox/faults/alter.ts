// Changes an answer on its way out: other words, other headers, other bytes. The request has been handled by then.
import { gunzipSync, gzipSync } from 'node:zlib'
import type { Grants } from '@/sandbox/bluebutton/grants'
import { editContent } from './content/edit'
import type { EditScene } from './content/edit'
import { replaceAt } from './content/json-path'
import type { FaultAction, Mangling } from './fault'
import { editRedirect } from './redirect'
import { spoilStream } from './stream'

type Edit<Kind> = Extract<FaultAction, { kind: Kind }>

const outagePage = '<!doctype html><html lang="en"><title>Sorry</title><h1>We are down for maintenance</h1></html>'
const bombBytes = 64 * 1024 * 1024

/** What an alteration may look at beside the answer. */
export interface Scene extends EditScene {
  readonly grants: Grants
  readonly memory: Map<string, string>
  /** Closes the connection that the answer goes out on. */
  readonly breakOff: () => void
}

/** The answer after this fault; the same one when the fault is of another kind. */
export async function alter(response: Response, action: FaultAction, scene: Scene): Promise<Response> {
  switch (action.kind) {
    case 'answer':
      return action.afterwards ? answerOf(action) : response
    case 'edit-json':
      return editJson(response, action)
    case 'edit-headers':
      return editHeaders(response, action)
    case 'edit-redirect':
      return editRedirect(response, action, scene)
    case 'edit-content':
      return falsify(response, action, scene)
    case 'mangle':
      return mangle(response, action)
    case 'stream':
      return spoilStream(response, action, scene.breakOff)
    default:
      return response
  }
}

/** The answer that an `answer` fault gives. JSON unless its headers say otherwise. */
export function answerOf({ status, headers, body }: Omit<Edit<'answer'>, 'kind'>): Response {
  const bodiless = [204, 205, 304].includes(status)
  return new Response(bodiless ? null : (body ?? ''), {
    status,
    headers: { 'content-type': 'application/json', ...headers },
  })
}

/** The bytes of an answer, unpacked. */
async function readBytes(response: Response): Promise<Buffer> {
  const bytes = Buffer.from(await response.arrayBuffer())
  return response.headers.get('content-encoding') === 'gzip' ? gunzipSync(bytes) : bytes
}

async function editJson(response: Response, { set, remove }: Edit<'edit-json'>): Promise<Response> {
  const bytes = await readBytes(response)
  let body: unknown
  try {
    body = JSON.parse(bytes.toString('utf8'))
  } catch {
    return withBytes(response, bytes)
  }
  for (const [path, value] of Object.entries(set ?? {})) replaceAt(body, path.split('.'), () => value)
  for (const path of remove ?? []) replaceAt(body, path.split('.'), () => undefined)
  return withBytes(response, Buffer.from(JSON.stringify(body)))
}

async function falsify(response: Response, action: Edit<'edit-content'>, scene: Scene): Promise<Response> {
  const bytes = await readBytes(response)
  const text = await editContent({ text: bytes.toString('utf8'), ok: response.ok }, action, scene)
  if (text === null) return withBytes(response, bytes)
  // Past the end of a list there was a refusal; an endless list has no end.
  const status = text.startsWith('{"resourceType":"Bundle"') ? 200 : response.status
  return withBytes(new Response(null, { status, headers: response.headers }), Buffer.from(text))
}

/** The same answer with other headers; null takes one away. */
function editHeaders(response: Response, { headers }: Pick<Edit<'edit-headers'>, 'headers'>): Response {
  const changed = new Response(response.body, response)
  for (const [name, value] of Object.entries(headers)) {
    if (value === null) changed.headers.delete(name)
    else changed.headers.set(name, value)
  }
  return changed
}

async function mangle(response: Response, { how, atByte }: Edit<'mangle'>): Promise<Response> {
  const bytes = await readBytes(response)
  const [mangled, headers] = manglers[how](bytes, atByte ?? Math.floor(bytes.length / 2))
  return withBytes(response, mangled, headers)
}

const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf])
const noLetters = Buffer.from([0xff, 0xfe])
const packed = { 'content-encoding': 'gzip' }

const manglers: Record<Mangling, (bytes: Buffer, at: number) => readonly [Buffer, Record<string, string>]> = {
  cut: (bytes, at) => [bytes.subarray(0, at), {}],
  bom: bytes => [Buffer.concat([byteOrderMark, bytes]), {}],
  'trailing-text': bytes => [Buffer.concat([bytes, Buffer.from('\nand more')]), {}],
  'invalid-utf8': (bytes, at) => [Buffer.concat([bytes.subarray(0, at), noLetters, bytes.subarray(at)]), {}],
  'duplicate-key': bytes => [doubleFirstKey(bytes), {}],
  'utf-16': bytes => [Buffer.from(bytes.toString('utf8'), 'utf16le'), { 'content-type': 'application/fhir+json; charset=utf-16' }],
  // One letter of Latin 1, which is no letter of UTF-8; the header tells the truth.
  'latin-1': bytes => [withName(bytes), { 'content-type': 'application/fhir+json; charset=iso-8859-1' }],
  empty: () => [Buffer.alloc(0), {}],
  html: () => [Buffer.from(outagePage), { 'content-type': 'text/html; charset=utf-8' }],
  gzip: bytes => [gzipSync(bytes), packed],
  'gzip-cut': bytes => [firstHalf(gzipSync(bytes)), packed],
  'gzip-members': (bytes, at) => [
    Buffer.concat([bytes.subarray(0, at), bytes.subarray(at)].map(part => gzipSync(part))),
    packed,
  ],
  'gzip-bomb': () => [gzipSync(Buffer.alloc(bombBytes, 32), { level: 9 }), packed],
}

function firstHalf(bytes: Buffer): Buffer {
  return bytes.subarray(0, Math.floor(bytes.length / 2))
}

function doubleFirstKey(bytes: Buffer): Buffer {
  return Buffer.from(bytes.toString('utf8').replace(/^\{\s*("[^"]+")/, '{$1:"first of two",$1'))
}

function withName(bytes: Buffer): Buffer {
  const text = bytes.toString('utf8').replace(/^\{/, '{"language":"Español",')
  return Buffer.from(text, 'latin1')
}

function withBytes(response: Response, bytes: Buffer, more: Record<string, string> = {}): Response {
  const headers = new Headers(response.headers)
  for (const name of ['content-encoding', 'content-length', 'transfer-encoding']) headers.delete(name)
  for (const [name, value] of Object.entries(more)) headers.set(name, value)
  return new Response(new Uint8Array(bytes), { status: response.status, headers })
}
