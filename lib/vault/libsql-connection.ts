// One connection to an embedded file that only its owner may read, one statement or batch at a time. Two habits of the driver make
// that necessary: its pool would give settings to its first connection only, and a statement that failed stays open, so
// that every later read is stale and every later write fails. A failed connection is therefore replaced before the next.
import 'server-only'
import { chmod, mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { type Client, createClient, type InStatement, type ResultSet } from '@libsql/client'

export interface Connection {
  execute(statement: InStatement): Promise<ResultSet>
  /** All of them or none, and no other process's in between. */
  batch(statements: InStatement[]): Promise<ResultSet[]>
  close(): void
}

/** The driver waits without letting anything else run, so it waits this long only; the rest of the patience is ours. */
const driverWaitMs = 5
const lookAgainMs = 20

/**
 * @param url `file:<path>`; the folder is made with mode 700 and the file with mode 600
 * @param schema run at each opening, so every statement of it may find its work done
 * @param patienceMs how long a statement waits, from the call on, for another process to finish its own
 */
export async function openPrivateFile(url: string, schema: readonly string[], patienceMs = 5_000): Promise<Connection> {
  const path = url.slice('file:'.length)
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const connection = await openConnection(url, patienceMs)
  for (const statement of schema) await connection.execute(statement)
  await Promise.all([path, `${path}-wal`, `${path}-shm`].map((file) => chmod(file, 0o600).catch(() => undefined)))
  return connection
}

async function openConnection(url: string, patienceMs: number): Promise<Connection> {
  let client = await patiently(performance.now() + patienceMs, () => connect(url))
  let last: Promise<unknown> = Promise.resolve()

  const attempt = async <T>(work: (client: Client) => Promise<T>): Promise<T> => {
    try {
      return await work(client)
    } catch (error) {
      client.close()
      client = await connect(url)
      throw error
    }
  }
  const inTurn = <T>(work: (client: Client) => Promise<T>): Promise<T> => {
    const giveUpAtMs = performance.now() + patienceMs
    const result = last.then(() => patiently(giveUpAtMs, () => attempt(work)))
    last = result.catch(() => undefined)
    return result
  }
  return {
    execute: (statement) => inTurn((open) => open.execute(statement)),
    batch: (statements) => inTurn((open) => open.batch(statements, 'write')),
    close: () => client.close(),
  }
}

/** Tries again while the file is busy. Anything else is told at once: waiting mends no full disk. */
async function patiently<T>(giveUpAtMs: number, work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work()
    } catch (error) {
      if (!isBusy(error) || performance.now() >= giveUpAtMs) throw error
    }
    await pause(lookAgainMs)
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'code' in error && /^SQLITE_(BUSY|LOCKED)/.test(String(error.code))
}

async function connect(url: string): Promise<Client> {
  const client = createClient({ url, concurrency: 1, timeout: driverWaitMs })
  try {
    for (const pragma of ['journal_mode = wal', 'synchronous = normal', 'secure_delete = on']) await client.execute(`pragma ${pragma}`)
    return client
  } catch (error) {
    client.close()
    throw error
  }
}
