// TRACE reaches nobody under its own name (quality HDR-06); that the product then answers 405 is shown by every-route.spec.ts.
import { createServer, request } from 'node:http'
import { expect, it } from 'vitest'
import { refuseTrace } from './refuse-trace'

it('TRACE arrives as a method that is refused, and every other method as itself', async () => {
  refuseTrace()
  const seen: string[] = []
  const server = createServer((request, response) => {
    seen.push(request.method ?? '')
    response.end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  for (const method of ['TRACE', 'GET', 'POST', 'PROPFIND']) {
    await new Promise<void>((resolve) => request({ host: '127.0.0.1', port, method, agent: false }, (reply) => reply.resume().once('end', resolve)).end())
  }
  expect(seen).toEqual(['UNLINK', 'GET', 'POST', 'PROPFIND'])
  await new Promise((resolve) => server.close(resolve))
})
