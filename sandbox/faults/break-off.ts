// Ends a connection in the middle of an answer. An error inside the answer's body will not do: the server would write
// its words behind the data and end properly.
import type { Context } from 'hono'
import type { Env } from '@/sandbox/env'

/** Closes the connection of a request. Throws where there is none: inside one process the body itself must break. */
export function breakOff(c: Context<Env>): void {
  const socket = c.env?.incoming?.socket
  if (!socket) throw new Error('The sandbox cut the connection')
  socket.destroy()
}

/** The same once the bytes given before are out. */
export function breakOffSoon(end: () => void): Promise<void> {
  return new Promise((resolve, reject) => {
    setImmediate(() => {
      try {
        end()
        resolve()
      } catch (error) {
        reject(error instanceof Error ? error : new Error('The line would not break'))
      }
    })
  })
}
