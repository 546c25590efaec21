// What tests may do with a sandbox of their own beyond its controls.
import { connect as openSocket } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { authorizeAddress, call, connect } from './bluebutton/walk'
import { startCanary, startSandbox } from './testing'
import type { RunningSandbox } from './testing'

let sandbox: RunningSandbox
beforeAll(async () => {
  sandbox = await startSandbox()
})
afterAll(() => sandbox.stop())

describe('a sandbox for tests', () => {
  it('plays the person from any authorize address', async () => {
    const address = authorizeAddress({ url: sandbox.url, app: sandbox.app })
    expect(await sandbox.signIn(address, { username: 'BBUser00001' })).toMatch(/\?code=\w{30}&state=/)
    expect(await sandbox.signIn(address, { press: 'deny' })).toContain('error=access_denied')
    expect(await sandbox.signIn(address, { password: 'wrong' })).toBeNull()
  })

  it('refuses connections while its door is closed, and remembers everything', async () => {
    const { access_token } = await connect({ url: sandbox.url, app: sandbox.app })
    await sandbox.closeDoor()
    await expect(fetch(`${sandbox.url}/health`)).rejects.toThrow()
    await sandbox.openDoor()
    expect((await call(sandbox.url, '/v2/fhir/Coverage', access_token)).status).toBe(200)
  })

  it('takes no more connections than it is told', async () => {
    sandbox.capConnections(1)
    const port = Number(new URL(sandbox.url).port)
    const first = openSocket(port, '127.0.0.1')
    await new Promise(resolve => void first.once('connect', resolve))
    const dropped = await new Promise<boolean>(resolve => {
      const socket = openSocket(port, '127.0.0.1')
      socket.on('close', () => resolve(true))
      socket.on('error', () => resolve(true))
      socket.on('data', () => resolve(false))
      socket.write('GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n')
    })
    first.destroy()
    sandbox.capConnections(null)
    expect(dropped).toBe(true)
    expect((await fetch(`${sandbox.url}/health`)).status).toBe(200)
  })

  it('has a canary that notices whatever reaches it', async () => {
    const canary = await startCanary()
    await fetch(`${canary.url}/x?y=1`, { headers: { authorization: 'Bearer abc' } })
    await canary.stop()
    expect(canary.hits).toMatchObject([{ method: 'GET', path: '/x?y=1', headers: { authorization: 'Bearer abc' } }])
  })
})
