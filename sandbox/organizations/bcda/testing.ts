// How BCDA's tests speak to it: plain requests over a socket, so that headers and bytes are seen as they came. It knows
// nothing of the insides.
import { request as send } from 'node:http'
import type { IncomingHttpHeaders } from 'node:http'
import { startSandbox } from '@/sandbox/testing'
import type { RunningSandbox } from '@/sandbox/testing'
import { publishedSets } from './published'
import type { PublishedSet } from './published'

export interface Told {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly bytes: Buffer
  readonly text: string
}

export interface Wish {
  readonly method?: string
  readonly token?: string
  readonly headers?: Readonly<Record<string, string>>
}

export interface Manifest {
  readonly transactionTime: string
  readonly request: string
  readonly output: readonly { readonly type: string; readonly url: string }[]
  readonly error: readonly { readonly type: string; readonly url: string }[]
  readonly JobID: number
}

export const asksForExport = { accept: 'application/fhir+json', prefer: 'respond-async' }

/** The published set of this name. */
export function setOf(name: string): PublishedSet {
  const set = publishedSets.find(known => known.name === name)
  if (!set) throw new Error(`There is no set ${name}`)
  return set
}

/** Sends a request; the answer unchanged. Rejects when the line breaks. */
export function tell(url: string, { method = 'GET', token, headers = {} }: Wish = {}): Promise<Told> {
  const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` }
  return new Promise((resolve, reject) => {
    const outgoing = send(url, { method, headers: { ...authorization, ...headers }, agent: false }, answer => {
      const chunks: Buffer[] = []
      answer.on('data', (chunk: Buffer) => void chunks.push(chunk))
      answer.on('error', reject)
      answer.on('end', () => {
        const bytes = Buffer.concat(chunks)
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, bytes, text: bytes.toString('utf8') })
      })
    })
    outgoing.on('error', reject)
    outgoing.end()
  })
}

function readSome(url: string, token: string, bytes: number): Promise<readonly string[]> {
  return new Promise((resolve, reject) => {
    const outgoing = send(url, { headers: { authorization: `Bearer ${token}` }, agent: false }, answer => {
      let text = ''
      answer.setEncoding('utf8')
      answer.on('data', (part: string) => {
        text += part
        if (text.length >= bytes) answer.destroy()
      })
      answer.on('close', () => resolve(text.split('\n').slice(0, -1)))
    })
    outgoing.on('error', reject)
    outgoing.end()
  })
}

export function basic(clientId: string, secret: string): Record<string, string> {
  return { authorization: `Basic ${Buffer.from(`${clientId}:${secret}`).toString('base64')}` }
}

export type Bench = Awaited<ReturnType<typeof openBench>>

/** A sandbox, and short ways to BCDA in it. Exports take eleven minutes of its clock, whatever they hold. */
export async function openBench() {
  const sandbox: RunningSandbox = await startSandbox()
  const { controls } = sandbox
  const base = `${sandbox.url}/bcda`
  const askToken = (set: PublishedSet) => tell(`${base}/auth/token`, { method: 'POST', headers: basic(set.clientId, set.clientSecret) })
  const tokenOf = async (set: PublishedSet) => textAt(JSON.parse((await askToken(set)).text), 'access_token')
  const start = async (path: string, token: string) => {
    const { status, headers, text } = await tell(base + path, { token, headers: asksForExport })
    if (status !== 202) throw new Error(`The export was refused with ${status}: ${text}`)
    return String(headers['content-location'])
  }
  const manifestAt = async (url: string, token: string): Promise<Manifest> => JSON.parse((await tell(url, { token })).text)
  return {
    sandbox,
    controls,
    base,
    bcda: sandbox.organizations.bcda,
    askToken,
    tokenOf,
    start,
    manifestAt,
    /** Everything as at the start, and exports that wait for the clock. */
    begin(): void {
      controls.reset()
      controls.behave({ bcdaPendingMs: 60_000, bcdaRunMs: 600_000, bcdaFileMs: 0 })
    },
    /** Starts an export and lets it finish. */
    async export(path: string, token: string): Promise<Manifest> {
      const at = await start(path, token)
      controls.clock.advance(660_000)
      return manifestAt(at, token)
    },
    linesOf: async (url: string, token: string): Promise<readonly string[]> => (await tell(url, { token })).text.split('\n').slice(0, -1),
    /** The first lines of a file, at least so many bytes of it; then the reader leaves. */
    beginningOf: (url: string, token: string, bytes = 2_000_000): Promise<readonly string[]> => readSome(url, token, bytes),
  }
}

/** The diagnostics of an OperationOutcome; undefined when there are none. */
export function diagnosticsOf({ text }: Told): unknown {
  return JSON.parse(text)?.issue?.[0]?.diagnostics
}

function textAt(value: unknown, name: string): string {
  const found: unknown = typeof value === 'object' && value !== null ? Object.entries(value).find(([key]) => key === name)?.[1] : undefined
  if (typeof found !== 'string') throw new Error(`The answer has no ${name}`)
  return found
}
