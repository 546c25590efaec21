// How the clearinghouse refuses. Its error bodies are undocumented; this shape is the sandbox's own (contract 3.4).
import { jsonAnswer } from '@/sandbox/organizations/answers'

/** `{"status":<number>,"message":"…"}`. */
export function refuse(status: number, message: string, headers: Record<string, string> = {}): Response {
  return jsonAnswer(status, { status, message }, headers)
}

/** For a path that is there, asked in a way that is not. */
export function wrongMethod(allow: string): Response {
  return refuse(405, 'Method not allowed', { allow })
}

/** Null when the caller takes JSON. */
export function refuseAccept(request: Request): Response | null {
  const accept = request.headers.get('accept')
  if (accept === null || /(?:^|,)\s*(?:\*\/\*|application\/(?:\*|json))\s*(?:[;,]|$)/i.test(accept)) return null
  return refuse(406, 'Only application/json is produced')
}
