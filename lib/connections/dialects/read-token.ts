// The token in a reply, whatever the system calls it. A header is all it is ever used in, so it must fit into one.
import 'server-only'
import { UnreadableReply } from '@/lib/connections/dialect'
import { Secret } from '@/lib/secret'

/** @throws UnreadableReply when there is none, or one with characters that no header may hold */
export function readToken(body: Readonly<Record<string, unknown>>, name: string): Secret {
  const text = body[name]
  if (typeof text !== 'string' || !/^[\x21-\x7e]+$/.test(text)) throw new UnreadableReply('token')
  return new Secret(text)
}
