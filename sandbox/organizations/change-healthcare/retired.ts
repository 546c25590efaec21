// What the platform's hosts of earlier years have been seen to answer (contract 2.1).
import { jsonAnswer } from '@/sandbox/organizations/answers'

/** The answer of a host that was given up, by path. */
export function retired(path: string): Response {
  if (!/\/apip\/auth\/v\d\/token$/.test(path)) return jsonAnswer(400, { error: 'invalid_request' })
  return jsonAnswer(503, { error: 'Service Unavailable', error_description: 'Unsupported resource' })
}
