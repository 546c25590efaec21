// The analytical engine over the files of one export: it may read that one folder and nothing else, neither another file
// nor a network, and nothing it is told can change that. It is loaded at the first use, as it is large.
import 'server-only'
import type { DuckDBConnection } from '@duckdb/node-api'
import { isComplete } from '@/lib/connections/bulk-export/job'
import type { JobStore } from '@/lib/connections/bulk-export/keep/job-store'
import { type OwnManifest, readOwnManifest } from '@/lib/connections/bulk-export/end/own-manifest'
import path from 'node:path'
import { NotAllowed } from '@/lib/errors'

export type Row = Readonly<Record<string, unknown>>

export interface Engine {
  /** Runs one statement. `$files` is bound to `files`, when there are any; the others to `values`. */
  ask(sql: string, files: readonly string[], values?: Readonly<Record<string, string | number>>): Promise<readonly Row[]>
}

/** Of a claim's line in a file: what was allowed when it was checked, and its line feed. */
export const largestObjectBytes = 10 * 1024 * 1024 + 1

/** The manifest of a complete export, or null. @throws NotAllowed when there is no such export */
export async function completeManifest(store: JobStore, id: string): Promise<OwnManifest | null> {
  const job = await store.get(id)
  if (!job) throw new NotAllowed('export')
  return isComplete(job) ? readOwnManifest(await store.read(id, 'manifest.json')) : null
}

/** Absolute names of the files that hold this type. */
export function filesOfType(store: JobStore, id: string, manifest: OwnManifest, types: readonly string[]): readonly string[] {
  const files = manifest.files.filter(({ list, type }) => list === 'output' && types.includes(type))
  return files.map(({ name }) => path.join(store.filesOf(id), name))
}

/** @param folder the only one it may read */
export async function withEngine<T>(folder: string, work: (engine: Engine) => Promise<T>): Promise<T> {
  const { DuckDBInstance, LIST, listValue, VARCHAR } = await import('@duckdb/node-api')
  // Nothing of the records is written anywhere: what does not fit into memory is an error.
  const instance = await DuckDBInstance.create(':memory:', {
    threads: '2', memory_limit: '1GB', temp_directory: '', autoinstall_known_extensions: 'false', autoload_known_extensions: 'false',
  })
  const connection = await instance.connect()
  try {
    await shutIn(connection, folder)
    return await work({
      async ask(sql, files, values = {}) {
        const statement = await connection.prepare(sql)
        if (files.length > 0) statement.bind({ ...values, files: listValue([...files]) }, { files: LIST(VARCHAR) })
        else statement.bind({ ...values })
        const reader = await statement.runAndReadAll()
        return reader.getRowObjectsJson()
      },
    })
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
}

async function shutIn(connection: DuckDBConnection, folder: string): Promise<void> {
  await connection.run(`set allowed_directories = ['${folder.replaceAll("'", "''")}${path.sep}']`)
  await connection.run('set enable_external_access = false')
  await connection.run('set lock_configuration = true')
}
