// The person's access log as a file. Saving it is itself a line of the log.
import type { NextRequest } from 'next/server'
import { noStore } from '@/app/for-api'
import { forNavigation } from '@/app/for-navigation'
import { readLanguage } from '@/app/reader'
import { accessJsonLines, accessText } from '@/components/access/access-file'
import { Unavailable } from '@/lib/errors'
import { listAccessLines, noteDownload } from '@/lib/record/access-lines'

export async function GET(request: NextRequest): Promise<Response> {
  return forNavigation(async () => {
    const asked = request.nextUrl.searchParams.getAll('as')
    if (asked.length !== 1 || (asked[0] !== 'text' && asked[0] !== 'json')) return new Response(null, { status: 400, headers: noStore })
    const found = await listAccessLines()
    if (!found) throw new Unavailable('access log')
    await noteDownload('access-lines')
    const file = asked[0] === 'text' ? accessText(found.lines, await readLanguage()) : accessJsonLines(found.lines)
    return new Response(file.text, { headers: { ...noStore, ...asAttachment(file) } })
  })
}

/** Looking at the headers saves no file. */
export function HEAD(): Response {
  return new Response(null, { status: 405, headers: { ...noStore, allow: 'GET' } })
}

function asAttachment({ name, type }: { readonly name: string; readonly type: string }): Record<string, string> {
  return {
    'content-type': type,
    'content-disposition': `attachment; filename="${name}"`,
    'x-content-type-options': 'nosniff',
    'content-security-policy': "sandbox; default-src 'none'",
  }
}
