// No package below the version that closed a known hole, known without asking anybody (quality section 0b, SUP-02), and few
// packages to trust at all (SUP-03).
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'

const lock = z.object({ packages: z.record(z.string(), z.object({ version: z.string().optional(), dev: z.boolean().optional() })) })
const manifest = z.object({ dependencies: z.record(z.string(), z.string()) })
const { packages } = lock.parse(JSON.parse(readFileSync('package-lock.json', 'utf8')))
const { dependencies } = manifest.parse(JSON.parse(readFileSync('package.json', 'utf8')))

/** Each with what the versions before it let happen. */
const floors: readonly (readonly [name: string, floor: string, why: string])[] = [
  ['next', '16.3.3', 'remote code through the image optimizer'],
  ['react', '19.2.8', 'CVE-2026-44907'],
  ['react-dom', '19.2.8', 'CVE-2026-44907'],
  ['next-auth', '4.24.15', 'the oldest of the 4 line that is still mended'],
]

function isAtLeast(version: string, floor: string): boolean {
  const [one, other] = [version, floor].map((text) => (text.split('-')[0] ?? '').split('.').map(Number))
  const differences = (one ?? []).map((part, at) => part - (other?.[at] ?? 0))
  return (differences.find((difference) => difference !== 0) ?? 0) >= 0
}

describe('a known hole is closed (SUP-02)', () => {
  it.each(floors)('%s is at least %s: before, %s', (name, floor) => {
    const copies = Object.entries(packages).filter(([place]) => place.endsWith(`node_modules/${name}`))
    expect(copies.length).toBeGreaterThan(0)
    expect(copies.filter(([, { version }]) => !isAtLeast(version ?? '0', floor))).toEqual([])
  })

  it.each([
    ['16.3.3', '16.3.3', true],
    ['16.10.0', '16.3.3', true],
    ['16.3.2', '16.3.3', false],
    ['15.9.9', '16.3.3', false],
    ['17.0.0-rc.1', '16.3.3', true],
  ])('%s is at least %s: %s', (version, floor, answer) => {
    expect(isAtLeast(version, floor)).toBe(answer)
  })
})

describe('what runs with the product (SUP-03)', () => {
  // The aim is 15: beyond it are the analytical engine, the progress bar, the figures and the font.
  it('is chosen by us in no more than 19 packages, and 150 in all', () => {
    expect(Object.keys(dependencies).length).toBeLessThanOrEqual(19)
    expect(Object.entries(packages).filter(([place, { dev }]) => place !== '' && dev !== true && !/-(linux|darwin|win32|freebsd|wasm32|android)/.test(place)).length).toBeLessThanOrEqual(150)
  })
})
