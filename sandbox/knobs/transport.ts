// Trouble on the wire. A name that does not resolve, a bad certificate and a closed port are addresses: doors.ts.
import { dataCalls, faultKnobs, numberOr } from './rows'
import type { KnobValue } from './knobs'
import type { Knob } from './knobs'

type Breaking = 'stall-at-byte' | 'reset-at-byte' | 'half-close'

function atByte(how: Breaking) {
  return (_: number, value?: KnobValue) => ({ kind: 'transport' as const, how, ...(value !== undefined && { atByte: numberOr(value, 0) }) })
}

export const transportKnobs: readonly Knob[] = faultKnobs('transport', dataCalls, [
  ['latency-fixed', 'Every data call takes one second longer', (_, value) => ({ kind: 'delay', ms: numberOr(value, 1_000) }), {
    takes: 'milliseconds, 1000',
  }],
  ['latency-random', 'Data calls take 0.1 to 3 seconds longer', { kind: 'delay', ms: 100, upToMs: 3_000 }],
  ['latency-percentiles', 'Half take 0.1 s longer, most 1 s, some 5 s', { kind: 'delay', ms: 0, percentiles: { 50: 100, 95: 1_000, 100: 5_000 } }],
  ['slow-headers', 'The headers arrive one by one over three seconds', { kind: 'transport', how: 'slow-headers', ms: 3_000 }],
  ['slow-body', 'The body arrives at 2,000 bytes a second', (_, value) => ({
    kind: 'transport',
    how: 'slow-body',
    bytesPerSecond: numberOr(value, 2_000),
  }), { takes: 'bytes a second, 2000' }],
  ['stall-mid-body', 'The body stops half way, and the line stays open', atByte('stall-at-byte'), { takes: 'after how many bytes, half' }],
  ['reset-before-answer', 'The connection is reset before anything happens', { kind: 'transport', how: 'reset-before' }],
  ['answer-lost', 'The call is carried out and its answer is lost', { kind: 'transport', how: 'reset-after' }],
  ['reset-mid-body', 'The connection is reset half way through the body', atByte('reset-at-byte'), { takes: 'after how many bytes, half' }],
  ['half-close', 'The connection is closed politely half way', atByte('half-close'), { takes: 'after how many bytes, half' }],
  ['hang-then-500', 'Silence for 30 seconds, then 500, as when the claims backend is silent', { kind: 'hang', ms: 30_000 }],
  ['hang-for-ever', 'The connection is accepted and nothing is ever said', { kind: 'hang', ms: 0 }],
  ['length-too-long', 'Content-Length promises more than is sent', { kind: 'transport', how: 'length-too-long' }],
  ['length-too-short', 'Content-Length promises less than is sent', { kind: 'transport', how: 'length-too-short' }],
  ['close-after-answer', 'The connection says it stays open, and closes', { kind: 'transport', how: 'close-after' }],
  ['gzip-always', 'The body is packed, asked or not', { kind: 'mangle', how: 'gzip' }],
  ['gzip-truncated', 'The packed body breaks off', { kind: 'mangle', how: 'gzip-cut' }],
  ['gzip-multi-member', 'The packed body has two members', { kind: 'mangle', how: 'gzip-members' }],
  ['gzip-bomb', '64 MB of blanks in a few kilobytes', { kind: 'mangle', how: 'gzip-bomb' }],
])
