// Changes an answer on its way out: other words, other headers, other bytes. The request has been handled by then.
import { gunzipSync, gzipSync } from 'node:zlib'
import type { FaultAction, Mangling } from './fault'

type Edit<Kind> = Extract<FaultAction, { kind: Kind }>

const outagePage = '<!doctype html><html lang="en"><title>Sorry</title><h1>We are down for maintenance</h1></html>'
const bombBytes = 64 * 1024 * 1024

/** The answer after this fault; the same one when the fault is of another kind. */
export async function alter(response: Response, action: FaultAction): Promise<Response> {
  switch (action.kind) {
    case 'answer':
      return action.afterwards ? answerOf(action) : response
    case 'edit-json':
      return editJson(response, action)
    case 'edit-headers':
      return editHeaders(response, action)
    case 'edit-redirect':
      return editRedirect(response, action)
    case 'mangle':
      return mangle(response, action)
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
export async function readBytes(response: Response): Promise<Buffer> {
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
  for (const [path, value] of Object.entries(set ?? {})) write(body, path.split('.'), value)
  for (const path of remove ?? []) write(body, path.split('.'), undefined)
  return withBytes(response, Buffer.from(JSON.stringify(body)))
}

/** Undefined takes the entry away. A path that leads nowhere changes nothing. */
function write(target: unknown, [key, ...rest]: readonly string[], value: unknown): void {
  if (key === undefined || typeof target !== 'object' || target === null) return
  // Own entries only: a path must not lead into what all objects share.
  if (rest.length > 0) return write(Object.hasOwn(target, key) ? Reflect.get(target, key) : null, rest, value)
  if (value === undefined) Reflect.deleteProperty(target, key)
  else Reflect.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true })
}

function editHeaders(response: Response, { headers }: Edit<'edit-headers'>): Response {
  const changed = new Response(response.body, response)
  for (const [name, value] of Object.entries(headers)) {
    if (value === null) changed.headers.delete(name)
    else changed.headers.set(name, value)
  }
  return changed
}

/** Leaves alone what is no redirect back to an app. */
function editRedirect(response: Response, { set, double }: Edit<'edit-redirect'>): Response {
  const [address = '', search = ''] = (response.headers.get('location') ?? '').split(/\?(.*)/s)
  const query = new URLSearchParams(search)
  if (!query.has('state')) return response
  for (const name of double ?? []) query.append(name, query.get(name) ?? '')
  for (const [name, value] of Object.entries(set ?? {})) {
    if (value === null) query.delete(name)
    else query.set(name, value)
  }
  return editHeaders(response, { kind: 'edit-headers', headers: { location: `${address}?${query.toString()}` } })
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

function withBytes(response: Response, bytes: Buffer, more: Record<string, string> = {}): Response {
  const headers = new Headers(response.headers)
  for (const name of ['content-encoding', 'content-length', 'transfer-encoding']) headers.delete(name)
  for (const [name, value] of Object.entries(more)) headers.set(name, value)
  return new Response(new Uint8Array(bytes), { status: response.status, headers })
}
