// Trouble that lies in the address itself. Turning such a knob opens a further address; the client is pointed there.
import type { DoorKind } from '@/sandbox/doors/doors'
import type { Knob } from './knobs'

function door(name: string, title: string, kind: DoorKind): Knob {
  return { name, area: 'address', title, effect: { door: kind } }
}

export const doorKnobs: readonly Knob[] = [
  door('dns-failure', 'An address whose name no resolver knows', 'unknown-name'),
  door('refuse', 'An address where nobody listens: the connection is refused', 'closed'),
  door('connection-cap', 'This sandbox at an address that takes one connection at a time', 'one-connection'),
  door('tls-good', 'This sandbox over TLS, with a good certificate of an authority of its own', 'tls-good'),
  door('tls-self-signed', 'This sandbox over TLS, with a certificate that nobody else signed', 'tls-self-signed'),
  door('tls-expired', 'This sandbox over TLS, with a certificate that ended a year ago', 'tls-expired'),
  door('tls-wrong-host', 'This sandbox over TLS, with a certificate for another host', 'tls-wrong-host'),
  door('canary', 'A foreign address that writes down whatever reaches it', 'canary'),
]
