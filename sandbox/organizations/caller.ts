// Which client of an organization's emulator is behind a request, so that journal and faults can be kept apart by
// client. Nothing is checked here; a wrong secret still names its client.
import type { Caller } from '@/sandbox/journal/caller'
import { nameRoute } from '@/sandbox/journal/route-name'

type Fields = Readonly<Record<string, unknown>>

const noFields: Fields = {}
const largestTokenRequest = 65_536

/** The caller, or null when the request is for none of the organizations. `clientOf` knows whose a token is. */
export async function readOrganizationCaller(request: Request, clientOf: (request: Request) => string | null): Promise<Caller | null> {
  const route = nameRoute(new URL(request.url).pathname, null)
  if (!route.startsWith('organization-')) return null
  const authorization = request.headers.get('authorization') ?? ''
  const token = authorization.replace(/^bearer\s+/i, '')
  const fields = route === 'organization-token' ? await readFields(request) : noFields
  const secret = fields['client_secret'] ?? fields['clientSecret'] ?? basicPart(authorization, 1)
  const named = fields['client_id'] ?? fields['clientID'] ?? basicPart(authorization, 0)
  const clientId = clientOf(request) ?? (typeof named === 'string' ? named : null)
  const isToken = token !== '' && basicPart(authorization, 0) === null
  return {
    route,
    clientId,
    personKey: null,
    grantId: null,
    secrets: { ...(isToken && { bearer: token }), ...(typeof secret === 'string' && secret !== '' && { client_secret: secret }) },
  }
}

/** What a token request says, JSON or form. A large body is none, and is left alone: its copy would be kept whole. */
async function readFields(request: Request): Promise<Fields> {
  if (Number(request.headers.get('content-length') ?? 0) > largestTokenRequest) return noFields
  const text = await request.clone().text()
  if (!text.trimStart().startsWith('{')) return Object.fromEntries(new URLSearchParams(text))
  try {
    const body: unknown = JSON.parse(text)
    return typeof body === 'object' && body !== null ? { ...body } : noFields
  } catch {
    return noFields
  }
}

function basicPart(authorization: string, index: 0 | 1): string | null {
  const encoded = /^basic\s+(\S+)$/i.exec(authorization)?.[1]
  if (encoded === undefined) return null
  const [id = '', ...secret] = Buffer.from(encoded, 'base64').toString('utf8').split(':')
  return index === 0 ? id : secret.join(':')
}
