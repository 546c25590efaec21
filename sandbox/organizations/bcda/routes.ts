// The paths of BCDA as a table: what is not in it is not found, and a method that a path does not have is refused
// without a word (contract 1.3, 1.4).
import { answerAbout, answerAttribution, answerMetadata, answerWelcome } from './about'
import type { Asked } from './asked'
import type { BcdaVersion } from './data/extract'
import { answerDownload } from './download'
import { answerCancel, answerStatus } from './jobs/job-api'
import { answerList } from './jobs/list-jobs'
import { answerKickOff } from './kick-off/kick-off'
import { bare, plainText } from './outcome'
import type { BcdaParts } from './parts'
import { answerToken } from './token/token'

type Answer = (parts: BcdaParts, asked: Asked) => Promise<Response>

interface Route {
  /** Named groups: `version`, `jobId`, `name`. */
  readonly path: RegExp
  readonly methods: Readonly<Record<string, Answer>>
}

const api = '^/api/v(?<version>[123])'

const routes: readonly Route[] = [
  { path: /^\/auth\/token$/, methods: { POST: (parts, asked) => answerToken(parts, asked.request) } },
  { path: /^\/auth\/welcome$/, methods: { GET: answerWelcome } },
  { path: new RegExp(`${api}/Patient/\\$export$`), methods: { GET: answerKickOff } },
  { path: new RegExp(`${api}/Group/(?<name>[^/]+)/\\$export$`), methods: { GET: answerKickOff } },
  { path: new RegExp(`${api}/jobs$`), methods: { GET: answerList } },
  { path: new RegExp(`${api}/jobs/(?<jobId>[^/]+)$`), methods: { GET: answerStatus, DELETE: answerCancel } },
  { path: new RegExp(`${api}/attribution_status$`), methods: { GET: answerAttribution } },
  { path: new RegExp(`${api}/metadata$`), methods: { GET: answerMetadata } },
  { path: /^\/data\/(?<jobId>[^/]+)\/(?<name>[^/]+)$/, methods: { GET: answerDownload } },
  ...(['_version', '_health', '_auth'] as const).map(what => ({ path: new RegExp(`^/${what}$`), methods: { GET: answerAbout(what) } })),
]

/** A call as it came in. */
export type Call = Pick<Asked, 'request' | 'breakOff'>

/** Answers a call; `mount` is where all this hangs in the sandbox. */
export async function answerCall(parts: BcdaParts, { request, breakOff }: Call, mount: string): Promise<Response> {
  const url = new URL(request.url)
  const path = decoded(url.pathname.slice(mount.length))
  for (const route of routes) {
    const match = route.path.exec(path)
    if (!match) continue
    const answer = Object.hasOwn(route.methods, request.method) ? route.methods[request.method] : undefined
    const { version, jobId = '', name = '' } = match.groups ?? {}
    const asked = { request, breakOff, url, base: url.origin + mount, version: versionOf(version), jobId, name }
    return answer ? answer(parts, asked) : bare(405)
  }
  return plainText(404, '404 page not found')
}

function versionOf(digit: string | undefined): BcdaVersion | null {
  return ([1, 2, 3] as const).find(version => String(version) === digit) ?? null
}

/** `%24export` is `$export`. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}
