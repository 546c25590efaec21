// Trouble with ending access.
import { behaves, faultKnobs } from './rows'
import type { Knob } from './knobs'

export const revokeKnobs: readonly Knob[] = [
  behaves('revoke', 'revoke-without-effect', 'Revoking says 200 and the grant lives on', { revocation: 'answers-and-does-nothing' }),
  behaves('revoke', 'revoke-needs-live-token', 'Only an access token within its hour ends anything', { revocation: 'needs-a-live-access-token' }),
  ...faultKnobs('revoke', { route: ['revoke', 'revoke-token'] }, [
    ['revoke-500', 'Revoking fails', { kind: 'answer', status: 500, body: '{"error": "Server Error (500)"}' }],
    ['revoke-503', 'Revoking meets a maintenance page', { kind: 'answer', status: 503, headers: { 'content-type': 'text/html' }, body: '<h1>Down</h1>' }],
    ['revoke-slow', 'Revoking takes twenty seconds', { kind: 'delay', ms: 20_000 }],
    ['revoke-lost', 'The connection is reset before the revocation is read', { kind: 'transport', how: 'reset-before' }],
    ['revoke-answer-lost', 'Access ends and the answer is lost', { kind: 'transport', how: 'reset-after' }],
  ]),
]
