// What we install is exactly what was chosen, from registries only, on the Node versions we promise (quality SUP-01).
// Install tools only warn about most of this, and a package for a newer Node can crash outright on an older one.
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { admits } from './node-range'

const locked = z.object({
  version: z.string().optional(),
  resolved: z.string().optional(),
  integrity: z.string().optional(),
  link: z.boolean().optional(),
  hasInstallScript: z.boolean().optional(),
  engines: z.object({ node: z.string().optional() }).optional(),
  cpu: z.array(z.string()).optional(),
})
const lock = z.object({ lockfileVersion: z.literal(3), packages: z.record(z.string(), locked) })
const manifest = z.object({
  engines: z.object({ node: z.string() }),
  dependencies: z.record(z.string(), z.string()),
  devDependencies: z.record(z.string(), z.string()),
})

const read = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'))
const { packages } = lock.parse(read('package-lock.json'))
const own = manifest.parse(read('package.json'))
const installed = Object.entries(packages).filter(([place]) => place !== '')
const places = (test: (one: z.infer<typeof locked>) => boolean) => installed.filter(([, one]) => test(one)).map(([place]) => place)

describe('the lock', () => {
  it.each(['20.19.0', '20.20.2', '24.17.0'])('asks for nothing that refuses Node %s', (version) => {
    expect(installed.length).toBeGreaterThan(100)
    // A native part for 32-bit Windows may stop at Node 20: later ones do not exist for that system.
    const refusing = places(({ engines, cpu }) => !cpu?.includes('ia32') && !admits(engines?.node ?? '*', version))
    expect(refusing).toEqual([])
  })

  it('names no host, no repository and no folder, and every package by its sha512', () => {
    expect(places(({ resolved, link }) => resolved !== undefined || link === true)).toEqual([])
    expect(places(({ integrity }) => !integrity?.startsWith('sha512-'))).toEqual([])
  })

  it('holds one package with an install script, esbuild, which works without it', () => {
    expect(places(({ hasInstallScript }) => hasInstallScript === true)).toEqual(['node_modules/esbuild'])
  })

  it('holds the versions that package.json asks for', () => {
    const asked = { ...own.dependencies, ...own.devDependencies }
    expect(Object.entries(asked).filter(([name, version]) => packages[`node_modules/${name}`]?.version !== version)).toEqual([])
  })
})

it('package.json pins exact versions', () => {
  const asked = Object.entries({ ...own.dependencies, ...own.devDependencies })
  expect(asked.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([])
})

it('the promised Node is the one bootstrap checks', () => {
  expect(own.engines.node).toBe('>=20.19')
  expect(readFileSync('scripts/bootstrap.mjs', 'utf8')).toContain('const oldest = [20, 19]')
})

describe('a range of Node versions', () => {
  it.each([
    ['^20.19.0 || >=22.12.0', '20.20.2', true],
    ['^20.19.0 || >=22.12.0', '21.1.0', false],
    ['>=22.12', '20.20.2', false],
    ['18 || 20 || >=22', '20.20.2', true],
    ['>= 16 < 20', '20.20.2', false],
    ['~20.20.1', '20.20.2', true],
    ['20.x', '20.20.2', true],
    ['*', '24.17.0', true],
  ])('%s admits %s: %s', (range, version, answer) => {
    expect(admits(range, version)).toBe(answer)
  })

  it('of an unknown kind is refused', () => {
    expect(() => admits('lts/iron', '20.20.2')).toThrow('unknown kind')
  })
})
