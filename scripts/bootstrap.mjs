// The first file that runs on a bare machine, before anything is installed: so it is plain JavaScript and leans on
// Node alone. It promises that the locked packages are in place, then hands over to scripts/<command>.ts.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { constants } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)))
const oldest = [20, 19]

checkNode()
const script = findScript(process.argv[2])
if (!isInstalled()) install()
run(script, process.argv.slice(3))

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > oldest[0] || (major === oldest[0] && minor >= oldest[1])) return
  leave(`This needs Node ${oldest.join('.')} or newer, and here is ${process.versions.node}. Install Node 24 and try again.`)
}

function findScript(command = '') {
  const file = path.join(root, 'scripts', `${command}.ts`)
  if (/^[a-z]+$/.test(command) && existsSync(file)) return file
  return leave(`There is no command "${command}". Try: npm start, npm test, npm run dev, npm run check, npm run sandbox, npm run bench, npm run vault, npm run audit, npm run connections, npm run bcda, npm run soak.`)
}

/** True when what npm wrote down about node_modules is what the lock asks for on this system. */
function isInstalled() {
  const locked = readPackages('package-lock.json')
  const installed = readPackages('node_modules/.package-lock.json')
  if (!installed) return false
  return Object.entries(locked ?? {}).every(([place, wanted]) => {
    const found = installed[place]
    if (place === '' || wanted.link) return true
    if (!found) return wanted.optional === true && !isForHere(wanted)
    return found.version === wanted.version && found.integrity === wanted.integrity
  })
}

/** A native package names its system. Those that also ask for a C library are left to npm: nothing here tells which. */
function isForHere({ os, cpu, libc }) {
  return !libc && Boolean(os?.includes(process.platform) && cpu?.includes(process.arch))
}

function readPackages(file) {
  try {
    return JSON.parse(readFileSync(path.join(root, file), 'utf8')).packages
  } catch {
    return null
  }
}

/** Exactly the lock, and no script of any package: nothing foreign runs while installing (quality SUP-01). */
function install() {
  const startedAtMs = Date.now()
  console.log('Installing the locked packages (about half a minute) ...')
  const { status, stdout, stderr, error } = runNpm(['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'])
  if (status === 0) return console.log(`Installed in ${Math.round((Date.now() - startedAtMs) / 1000)} s.`)
  const told = [error?.message, stderr, stdout].filter(Boolean).join('\n').trim().split('\n').slice(-15).join('\n')
  leave(`${told.replaceAll(/https?:\/\/[^\s/'"]+/g, 'the package registry')}\nThe packages could not be installed. Check the network, then try again.`)
}

/** npm tells its children where it lives; without it (node scripts/bootstrap.mjs) the one on PATH is used. */
function runNpm(args) {
  const npm = process.env.npm_execpath
  const options = { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 64 * 1024 * 1024 }
  if (npm && /npm-cli\.c?js$/.test(npm)) return spawnSync(process.execPath, [npm, ...args], options)
  return spawnSync('npm', args, { ...options, shell: process.platform === 'win32' })
}

/** `react-server` makes `server-only` an empty module outside Next, so that settings are checked by the app's own code. */
function run(file, args) {
  const child = spawn(process.execPath, ['--conditions=react-server', '--import', 'tsx', file, ...args], { cwd: root, stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  if (process.env.npm_lifecycle_event) whenParentIsGone(() => child.kill('SIGTERM'))
  child.on('error', (error) => leave(`Could not start: ${error.message}`))
  child.on('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal ?? 'SIGTERM']))
}

/** npm runs us through a shell that dies of SIGTERM without passing it on; without this, servers would stay behind. */
function whenParentIsGone(act) {
  const parent = process.ppid
  const timer = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(timer)
    act()
  }, 250)
  timer.unref()
}

function leave(line) {
  console.error(line)
  process.exit(1)
}
