// Holds the import table against the tree: direction, packages, `server-only`, and how an import is written.
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { forTests, isSameRoom, mayUseTestSupport, packageHomes, type Room, rooms, testsMayImport } from './import-table'
import { listImports } from './imports'

/** One sentence for each breach in the tree under `root`, in the order of the files. */
export async function listViolations(root: string): Promise<readonly string[]> {
  const files = await listSources(root)
  const found = await Promise.all(files.map(async (file) => checkFile(file, await readFile(path.join(root, file), 'utf8'))))
  return found.flat()
}

/** The breaches of one file; `file` is its path from the root, with slashes. */
export function checkFile(file: string, source: string): readonly string[] {
  const room = findRoom(file)
  if (!room) return [`${file}: is in no room of the import table`]
  const imports = listImports(source, file)
  const breaches = imports.flatMap((specifier) => checkImport(file, room, specifier) ?? [])
  if (/(^|\/)index\.tsx?$/.test(file)) breaches.push('is a barrel: import the file itself')
  if (room.server && !/\.test\.tsx?$/.test(file) && imports[0] !== 'server-only') breaches.push("must begin with import 'server-only'")
  return breaches.map((breach) => `${file}: ${breach}`)
}

function checkImport(file: string, room: Room, specifier: string): string | null {
  if (specifier === '(computed)') return isTest(file) || room.name === 'scripts' ? null : 'imports a computed name'
  if (specifier.startsWith('..')) return `imports ${specifier}: write @/ for another room and ./ inside this one`
  if (!/^(@\/|\.)/.test(specifier)) return checkPackage(file, room, specifier)
  const target = specifier.startsWith('@/') ? specifier.slice(2) : path.posix.join(path.posix.dirname(file), specifier)
  if (forTests.test(target) && !isTest(file) && !mayUseTestSupport.includes(room.name)) return `imports ${specifier}, which is for tests`
  // A package by its own file, past an alias: still that package.
  if (specifier.startsWith('@/node_modules/')) return checkPackage(file, room, specifier.slice('@/node_modules/'.length))
  if (specifier.startsWith('@/')) return checkRoom(file, room, target)
  const other = findRoom(target)
  if (other && isSameRoom(room, other)) return null
  return file.includes('/') ? `imports ${specifier}, which is in another room: write @/${target}` : checkRoom(file, room, target)
}

function checkRoom(file: string, room: Room, target: string): string | null {
  const other = findRoom(target)
  if (!other) return `imports @/${target}, which is in no room of the import table`
  if (isSameRoom(room, other) || room.mayImport.includes(other.name)) return null
  if (isTest(file) && testsMayImport.includes(other.name)) return null
  return `${room.name} may not import ${other.name} (@/${target})`
}

function checkPackage(file: string, room: Room, specifier: string): string | null {
  const name = packageOf(specifier)
  if (isTest(file) || name === 'server-only') return null
  const homes = packageHomes[name]
  const allowed =
    (room.packagesOnly?.includes(name) ?? true) && !room.packagesNever?.includes(name) && (homes?.includes(room.name) ?? true)
  return allowed ? null : `${room.name} may not use ${name}`
}

/** `react-dom/server` is react-dom, `@scope/name/part` is @scope/name, `node:fs` is node: (all of Node's own). */
function packageOf(specifier: string): string {
  if (specifier.startsWith('node:')) return 'node:'
  return specifier.split('/').slice(0, specifier.startsWith('@') ? 2 : 1).join('/')
}

/** A prefix with a trailing slash is a folder; otherwise one file, which an import names without its ending. */
function findRoom(file: string): Room | null {
  const fits = rooms.flatMap((room) => room.at.filter((at) => matches(file, at)).map((at) => ({ room, length: at.length })))
  return fits.toSorted((one, other) => other.length - one.length)[0]?.room ?? null
}

function matches(file: string, at: string): boolean {
  if (at === '') return !file.includes('/')
  return at.endsWith('/') ? file.startsWith(at) : file === at || file === at.replace(/\.tsx?$/, '')
}

function isTest(file: string): boolean {
  return forTests.test(file)
}

const sourceName = /\.(ts|tsx|js|jsx|mjs|cjs)$/
const notOurs = /^(node_modules|public|docs)$|^\./

/** Every source file: what a build leaves behind is not one, and neither is a declaration. */
async function listSources(root: string, folder = ''): Promise<readonly string[]> {
  const entries = await readdir(path.join(root, folder), { withFileTypes: true })
  const found = await Promise.all(
    entries.map(async (entry) => {
      const file = path.posix.join(folder, entry.name)
      if (entry.isDirectory()) return notOurs.test(file) ? [] : listSources(root, file)
      return sourceName.test(file) && !file.endsWith('.d.ts') ? [file] : []
    }),
  )
  return found.flat().toSorted()
}
