// The addresses of this product as templates, for counting: a claim's id must not become a label, nor may somebody who
// asks for random addresses make the figures grow. A test holds this list to the folders of app/.
import 'server-only'

export const routeTemplates: readonly string[] = [
  '/',
  '/access',
  '/access/disconnect',
  '/access/lines',
  '/api/auth/session',
  '/api/claims',
  '/api/operator/exports/[id]',
  '/api/operator/session',
  '/check',
  '/claims',
  '/claims/[id]',
  '/claims/[id]/record',
  '/conditions',
  '/connect/callback',
  '/connect/start',
  '/coverage',
  '/csp-report',
  '/disconnect',
  '/drugs',
  '/livez',
  '/operator',
  '/operator/connections/test',
  '/operator/exports',
  '/operator/exports/[id]',
  '/operator/exports/[id]/claims',
  '/operator/exports/[id]/claims/[claimId]',
  '/operator/exports/[id]/delete',
  '/operator/exports/[id]/do',
  '/operator/exports/[id]/summary',
  '/operator/exports/start',
  '/operator/log',
  '/operator/sign-in',
  '/operator/sign-in/callback',
  '/operator/sign-in/link',
  '/operator/sign-in/print',
  '/operator/sign-in/provider',
  '/operator/sign-out',
  '/preferences',
  '/privacy',
  '/profile',
  '/providers',
  '/readyz',
  '/sign-in',
  '/sign-out',
  '/signed-out',
  '/spending',
  '/terms',
  '/welcome',
]

/** What Next itself serves for the browser. */
const files = '/_next/static'

const patterns = routeTemplates.map((template) => ({ template, parts: template.split('/') }))

/** The template of a request's target (`/claims/carrier-1?x=1` → `/claims/[id]`), or `other`. Total. */
export function routeOf(target: string): string {
  const path = target.split(/[?#]/, 1)[0] ?? ''
  if (path.startsWith(`${files}/`)) return files
  const parts = path.replace(/\.rsc$/, '').split('/')
  const fixed = patterns.find(({ parts: wanted }) => matches(wanted, parts))
  return fixed?.template ?? 'other'
}

function matches(wanted: readonly string[], parts: readonly string[]): boolean {
  return wanted.length === parts.length && wanted.every((part, at) => part === parts[at] || (part.startsWith('[') && parts[at] !== ''))
}
