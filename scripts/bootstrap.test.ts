// The first file of every command, run as a person runs it: in a folder of its own, with a stand-in for npm.
import { spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

const packages = { '': {}, 'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' } }
const elsewhere = { version: '1.0.0', integrity: 'sha512-b', optional: true, os: ['elsewhere'], cpu: ['other'] }

let root = ''
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'plainclaim-'))
  for (const folder of ['scripts', 'node_modules']) mkdirSync(path.join(root, folder))
  copyFileSync('scripts/bootstrap.mjs', path.join(root, 'scripts/bootstrap.mjs'))
  symlinkSync(path.resolve('node_modules/tsx'), path.join(root, 'node_modules/tsx'))
  write('scripts/check.ts', 'const code: number = 7\nconsole.log("ran", process.argv[2])\nprocess.exit(code)\n')
  write('npm-cli.js', "console.log('npm was called: ' + process.argv.slice(2).join(' ')); require('fs').writeFileSync('called', '')")
  writeLock({ ...packages, 'node_modules/native': elsewhere })
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

const write = (file: string, text: string) => writeFileSync(path.join(root, file), text)
const writeLock = (entries: object) => write('package-lock.json', JSON.stringify({ packages: entries }))
const writeInstalled = (entries: object) => write('node_modules/.package-lock.json', JSON.stringify({ packages: entries }))
const npmWasCalled = () => existsSync(path.join(root, 'called'))

function run(...args: string[]) {
  const env = { ...process.env, npm_execpath: path.join(root, 'npm-cli.js') }
  const { status, stdout, stderr } = spawnSync(process.execPath, [path.join(root, 'scripts/bootstrap.mjs'), ...args], { encoding: 'utf8', env })
  return { status, stdout, stderr }
}

describe('a command', () => {
  it('runs with its words and its exit code, and installs nothing when all is in place', () => {
    writeInstalled(packages)
    expect(run('check', 'word')).toEqual({ status: 7, stdout: 'ran word\n', stderr: '' })
    expect(npmWasCalled()).toBe(false)
  })

  it.each([
    ['nothing is installed', null],
    ['a package is missing', { '': {} }],
    ['a package has another version', { ...packages, 'node_modules/a': { version: '1.0.1', integrity: 'sha512-a' } }],
    ['a package has other contents', { ...packages, 'node_modules/a': { version: '1.0.0', integrity: 'sha512-c' } }],
  ])('installs first when %s', (_, installed) => {
    if (installed) writeInstalled(installed)
    const { status, stdout } = run('check')
    expect(status).toBe(7)
    expect(stdout).toMatch(/^Installing the locked packages .*\nInstalled in \d+ s\.\nran /)
    expect(npmWasCalled()).toBe(true)
  })

  it('installs when the native part of this system is missing, as in a folder copied from another one', () => {
    writeLock({ ...packages, 'node_modules/native': { ...elsewhere, os: [process.platform], cpu: [process.arch] } })
    writeInstalled(packages)
    run('check')
    expect(npmWasCalled()).toBe(true)
  })

  it('that does not exist is refused with those that do', () => {
    const { status, stderr } = run('chekc')
    expect(status).toBe(1)
    expect(stderr).toBe('There is no command "chekc". Try: npm start, npm test, npm run dev, npm run check, npm run sandbox, npm run bench, npm run vault, npm run audit, npm run connections, npm run bcda, npm run soak.\n')
  })
})

it('a failed install says so, and names no host', () => {
  write('npm-cli.js', "console.error('npm error 404 https://registry.example.org/a/-/a.tgz'); process.exit(1)")
  const { status, stderr } = run('check')
  expect(status).toBe(1)
  expect(stderr).toContain('npm error 404 the package registry/a/-/a.tgz')
  expect(stderr).toContain('could not be installed')
  expect(stderr).not.toContain('example.org')
})
