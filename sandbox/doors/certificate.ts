// Certificates made at run time (X.509, RFC 5280), so that a client can meet a bad one: nothing is stored, no key is
// older than the process, and no key leaves it.
import { generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { bits, explicit, implicit, integer, objectId, octets, sequence, set, text, time, yes } from './der'

const dayMs = 86_400_000
const ecdsaWithSha256 = sequence(objectId('1.2.840.10045.4.3.2'))

export interface Authority {
  readonly pem: string
  readonly key: KeyObject
}

export interface Certificate {
  readonly certPem: string
  readonly keyPem: string
}

export interface Wish {
  readonly name: string
  readonly fromMs: number
  readonly untilMs: number
}

/** An authority that nobody trusts unless they are handed its certificate. */
export function createAuthority(nowMs: number): Authority {
  const { publicKey, privateKey } = newKeys()
  const own = { name: authorityName, fromMs: nowMs - dayMs, untilMs: nowMs + 30 * dayMs }
  const pem = issue(own, { publicKey, signer: privateKey, issuer: authorityName, extensions: [mayIssue()] })
  return { pem, key: privateKey }
}

/** A certificate for a host, by the authority, or by nobody but itself when there is none. */
export function createCertificate(wish: Wish, authority: Authority | null): Certificate {
  const { publicKey, privateKey } = newKeys()
  const certPem = issue(wish, {
    publicKey,
    signer: authority?.key ?? privateKey,
    issuer: authority ? authorityName : wish.name,
    extensions: [hosts(wish.name)],
  })
  return { certPem, keyPem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() }
}

const authorityName = 'Plainclaim sandbox authority'

interface Issue {
  readonly publicKey: KeyObject
  readonly signer: KeyObject
  readonly issuer: string
  readonly extensions: readonly Buffer[]
}

function issue({ name, fromMs, untilMs }: Wish, { publicKey, signer, issuer, extensions }: Issue): string {
  const toBeSigned = sequence(
    explicit(0, integer(Buffer.from([2]))),
    integer(serialNumber()),
    ecdsaWithSha256,
    nameOf(issuer),
    sequence(time(fromMs), time(untilMs)),
    nameOf(name),
    publicKey.export({ type: 'spki', format: 'der' }),
    explicit(3, sequence(...extensions)),
  )
  const signature = sign('sha256', toBeSigned, signer)
  return toPem(sequence(toBeSigned, ecdsaWithSha256, bits(signature)))
}

/** Never 0 at the front: the number must be written in as few bytes as it needs. */
function serialNumber(): Buffer {
  return Buffer.concat([Buffer.from([0x40]), randomBytes(15)])
}

function nameOf(commonName: string): Buffer {
  return sequence(set(sequence(objectId('2.5.4.3'), text(commonName))))
}

/** Basic constraints: this one may sign others. */
function mayIssue(): Buffer {
  return sequence(objectId('2.5.29.19'), yes(), octets(sequence(yes())))
}

/** The names that clients compare with the address: a name, or this machine's number. */
function hosts(name: string): Buffer {
  const isNumber = /^\d+\.\d+\.\d+\.\d+$/.test(name)
  const host = isNumber ? implicit(7, Buffer.from(name.split('.').map(Number))) : implicit(2, Buffer.from(name))
  return sequence(objectId('2.5.29.17'), octets(sequence(host)))
}

function newKeys() {
  return generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
}

function toPem(der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? []
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`
}
