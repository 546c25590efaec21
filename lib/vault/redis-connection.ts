// One connection to Redis or Valkey that never keeps a caller waiting past its patience. A step is sent only while its
// caller still waits: nothing is queued for a server that is away, to be done when nobody wants it any more (AVL-08).
import 'server-only'
import { Redis } from 'ioredis'

export interface RedisConnection {
  /** Runs a step against the server. @throws Error when it is away, silent for `patienceMs`, or refuses */
  run<T>(step: (client: Redis) => Promise<T>): Promise<T>
  close(): void
}

/** Longer than the patience: a server that only pauses still does what it was asked. */
const silentForMs = 15_000
const slowestReconnectMs = 500
const askedAtOnce = 500

/** @param url `redis://` or `rediss://`, with user, password and database as usual */
export function openRedisConnection(url: string, patienceMs: number): RedisConnection {
  const client = new Redis(url, {
    commandTimeout: patienceMs,
    connectTimeout: patienceMs,
    socketTimeout: silentForMs,
    enableOfflineQueue: false,
    // Whether a step that got no answer was done is for its caller to find out, not to be tried blindly.
    autoResendUnfulfilledCommands: false,
    retryStrategy: (times) => Math.min(50 * times, slowestReconnectMs),
    // The server has become a replica: the address may lead to its successor.
    reconnectOnError: (error) => error.message.startsWith('READONLY'),
  })
  // Without a listener it prints addresses. Whoever asks hears of the failure.
  client.on('error', () => undefined)
  let waiting: Promise<void> | null = null
  const ready = (): Promise<void> => {
    if (client.status === 'ready') return Promise.resolve()
    waiting ??= untilReady(client, patienceMs).finally(() => {
      waiting = null
    })
    return waiting
  }
  return {
    async run(step) {
      await ready()
      return step(client)
    },
    close: () => client.disconnect(),
  }
}

/** What follows `prefix` in the name of each key, in batches, each once (the server may name a key twice). It may be gone by now. */
export async function* scanKeys(connection: RedisConnection, prefix: string): AsyncGenerator<readonly string[]> {
  const seen = new Set<string>()
  let cursor = '0'
  do {
    const at = cursor
    const [next, keys] = await connection.run((client) => client.scan(at, 'MATCH', `${prefix}*`, 'COUNT', askedAtOnce))
    cursor = next
    const ids = keys.map((key) => key.slice(prefix.length)).filter((id) => !seen.has(id))
    ids.forEach((id) => seen.add(id))
    if (ids.length > 0) yield ids
  } while (cursor !== '0')
}

function untilReady(client: Redis, patienceMs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const finish = (outcome: () => void) => {
      clearTimeout(timer)
      client.off('ready', isReady).off('error', isAway).off('end', isAway)
      outcome()
    }
    const isReady = () => finish(resolve)
    const isAway = () => finish(() => reject(new Error('the store is away')))
    const timer = setTimeout(isAway, patienceMs)
    client.once('ready', isReady).once('error', isAway).once('end', isAway)
  })
}
