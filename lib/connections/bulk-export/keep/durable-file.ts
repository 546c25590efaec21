// Small files that are whole or not there, whatever happens to the process or the machine: written aside, flushed, put in
// place, and the folder flushed too, since a rename is a change of the folder (quality BLK-02). For its owner's eyes only.
import 'server-only'
import { randomBytes } from 'node:crypto'
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import path from 'node:path'

const ownerOnly = 0o600
const ownerOnlyFolder = 0o700

/** Makes a folder, and those above it, for its owner only. */
export async function makePrivateFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: ownerOnlyFolder })
}

/** After this the text is on disk under this name, or the old text still is. */
export async function writeDurably(file: string, text: string): Promise<void> {
  const aside = `${file}.${randomBytes(6).toString('hex')}.part`
  await writeFlushed(aside, text)
  await putInPlace(aside, file)
}

/** Writes a file of its own and flushes it. When that fails there is none. */
export async function writeFlushed(file: string, text: string): Promise<void> {
  const handle = await open(file, 'wx', ownerOnly)
  try {
    await handle.writeFile(text)
    await handle.sync()
  } catch (error) {
    await rm(file, { force: true })
    throw error
  } finally {
    await handle.close()
  }
}

/** Gives a flushed file its name. */
export async function putInPlace(from: string, to: string): Promise<void> {
  await rename(from, to)
  await flushFolder(path.dirname(to))
}

/** Makes what was created, renamed or removed in a folder last. Windows cannot and need not. */
export async function flushFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** The text of a file, or null when there is none. */
export async function readIfThere(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if (isMissing(error)) return null
    throw error
  }
}

/** Whether an error of the file system says that there is no such file. */
export function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}
