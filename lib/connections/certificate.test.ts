// A client certificate towards a server that asks for one, over real TLS on this machine (contract 3.1): it is shown, and without
// one, or with a stranger's, nothing is said and the refusal has a name.
import { execFile, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:https'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { TLSSocket } from 'node:tls'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const noOpenssl = spawnSync('openssl', ['version']).status === 0 ? null : 'openssl, which makes the certificates, is not on the path'
if (noOpenssl) console.warn(`Client certificates are not tried: ${noOpenssl}.`)

const secret = 'canary-secret-of-the-test'
const folder = mkdtempSync(path.join(tmpdir(), 'certificates-'))
const fileOf = (name: string) => path.join(folder, name)
const servers: Server[] = []
/** Who asked for what, by the name in the certificate. */
const asked: string[] = []

function makeCertificate(name: string): void {
  const made = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2', '-subj', `/CN=${name}`]
  const { status, stderr } = spawnSync('openssl', [...made, '-addext', 'subjectAltName=IP:127.0.0.1', '-keyout', fileOf(`${name}.key`), '-out', fileOf(`${name}.pem`)], { encoding: 'utf8' })
  if (status !== 0) throw new Error(stderr)
}

/** Takes the certificate of `us` only. A strict one ends the connection; a lenient one hears who asks, and answers 403. */
async function startServer(strict: boolean, name = 'server'): Promise<string> {
  const own = { cert: readFileSync(fileOf(`${name}.pem`)), key: readFileSync(fileOf(`${name}.key`)) }
  const server = createServer({ ...own, ca: readFileSync(fileOf('us.pem')), requestCert: true, rejectUnauthorized: strict }, (request, response) => {
    const { socket } = request
    const known = socket instanceof TLSSocket && socket.authorized ? socket.getPeerCertificate().subject.CN : 'nobody'
    asked.push(`${String(known)} ${request.url}`)
    if (known === 'nobody') return response.writeHead(403).end()
    const answer = request.url === '/v0/token/gen' ? { token: 'a-token-of-the-test', expiration: Math.floor(Date.now() / 1_000) + 900 } : {}
    return response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer))
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return `https://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
}

describe.skipIf(noOpenssl)('CDC behind a server that asks for a client certificate', () => {
  let came: readonly Record<string, unknown>[]
  let printed: string
  beforeAll(async () => {
    for (const name of ['server', 'us', 'stranger']) makeCertificate(name)
    const [strict, lenient, unknown] = [await startServer(true), await startServer(false), await startServer(false, 'stranger')]
    const cdc = (url: string, cert: string | null, key = cert) => ({
      CDC_URL: url, CDC_CLIENT_ID: 'somebody', CDC_CLIENT_SECRET: secret, CDC_SCOPES: 'UPLOAD',
      ...(cert && key ? { CDC_CERTIFICATE_FILE: fileOf(`${cert}.pem`), CDC_CERTIFICATE_KEY_FILE: fileOf(`${key}.key`) } : {}),
    })
    writeFileSync(fileOf('nonsense.pem'), 'no certificate')
    const wishes = [cdc(strict, 'us'), cdc(strict, null), cdc(strict, 'stranger'), cdc(lenient, null), cdc(strict, 'us', 'stranger'), cdc(strict, 'nonsense', 'us'), cdc(unknown, 'us')]
    const all = ['--conditions=react-server', '--import', 'tsx', 'lib/connections/fixtures/certified-connections.ts', ...wishes.map((wish) => JSON.stringify(wish))]
    const { stdout, stderr } = await promisify(execFile)(process.execPath, all, { env: { PATH: process.env['PATH'], NODE_ENV: 'production', NODE_EXTRA_CA_CERTS: fileOf('server.pem') } })
    printed = stdout + stderr
    came = JSON.parse(stdout)
  }, 60_000)
  afterAll(async () => {
    for (const server of servers) server.closeAllConnections()
    await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))))
    rmSync(folder, { recursive: true, force: true })
  })

  it('ours is shown, to the token endpoint and to what the token opens', () => {
    expect(came[0]).toEqual({ status: 200 })
    expect(asked.filter((line) => !line.startsWith('nobody'))).toEqual(['us /v0/token/gen', 'us /v0/echo'])
  })

  it.each([
    ['with none the connection is refused', 1, 'secure-connection-refused'],
    // This server hangs up on it without a word.
    ["with a stranger's the connection is refused", 2, 'no-answer'],
    ['a server for which nobody vouches is not spoken to', 6, 'secure-connection-refused'],
  ])('%s by name, and the server hears no request', (_, index, reason) => {
    expect(came[index]).toMatchObject({ code: 'token-endpoint-unavailable', reason })
  })

  it('a server that lets everybody in and says 403 is told as a refusal of the account', () => {
    expect(came[3]).toMatchObject({ code: 'forbidden' })
    expect(asked.filter((line) => line.startsWith('nobody'))).toEqual(['nobody /v0/token/gen'])
  })

  it.each([['a key of another certificate', 4], ['a file that is no certificate', 5]])('%s is refused before anything is sent', (_, index) => {
    expect(came[index]).toEqual({ said: 'Misconfigured: CDC_CERTIFICATE_FILE and CDC_CERTIFICATE_KEY_FILE must hold a certificate and its key, in PEM' })
  })

  it('nothing of the secret, the token or a key is said', () => {
    expect(printed).not.toContain(secret)
    expect(printed).not.toMatch(/a-token-of-the-test|PRIVATE KEY|BEGIN/)
  })
})
