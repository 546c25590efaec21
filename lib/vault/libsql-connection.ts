// One connection to the embedded file, one statement at a time. Two habits of the driver make that necessary: its pool
// would give settings to its first connection only, and a statement that failed stays open, so that every later read is
// stale and every later write fails. A failed connection is therefore replaced before the next statement.
import 'server-only'
import { type Client, createClient, type InStatement, type ResultSet } from '@libsql/client'

export interface Connection {
  execute(statement: InStatement): Promise<ResultSet>
  close(): void
}

/** @param patienceMs how long a statement waits for another process to finish its own; nothing else runs meanwhile */
export async function openConnection(url: string, patienceMs: number): Promise<Connection> {
  let client = await connect(url, patienceMs)
  let last: Promise<unknown> = Promise.resolve()

  const attempt = async (statement: InStatement): Promise<ResultSet> => {
    try {
      return await client.execute(statement)
    } catch (error) {
      client.close()
      client = await connect(url, patienceMs)
      throw error
    }
  }
  return {
    execute(statement) {
      const result = last.then(() => attempt(statement))
      last = result.catch(() => undefined)
      return result
    },
    close: () => client.close(),
  }
}

async function connect(url: string, patienceMs: number): Promise<Client> {
  const client = createClient({ url, concurrency: 1, timeout: patienceMs })
  for (const pragma of ['journal_mode = wal', 'synchronous = normal', 'secure_delete = on']) await client.execute(`pragma ${pragma}`)
  return client
}
