// docs/quality.md is a promise about tests: every file it names is there and names the id back, and no id is forgotten.
import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

interface Row {
  readonly id: string
  readonly files: readonly string[]
  readonly proof: string
  readonly weaker: string
}

const rows: readonly Row[] = readFileSync('docs/quality.md', 'utf8')
  .split('\n')
  .flatMap((line) => {
    const [id = '', , proof = '', weaker = ''] = line.split('|').slice(1, -1).map((cell) => cell.trim())
    return /^[A-Z]{3}-\d\d$/.test(id) ? [{ id, proof, weaker, files: [...proof.matchAll(/`([^`]+)`/g)].map(([, file = '']) => file) }] : []
  })

const span = (name: string, from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => `${name}-${String(from + at).padStart(2, '0')}`)
const wanted = [
  ...span('OAU', 1, 11), 'OAU-13', ...span('SES', 1, 12), ...span('HDR', 1, 7), 'INP-01', 'INP-02', 'INP-05', 'INP-08', 'INP-09',
  ...span('PRV', 1, 7), 'AVL-01', ...span('AVL', 7, 12), ...span('SUP', 1, 3),
]

describe('the table of what is proven', () => {
  it('has one row for each promise', () => {
    expect(rows.map(({ id }) => id).toSorted()).toEqual(wanted.toSorted())
  })

  it.each(rows)('$id: each file named is a test that names it, or the row says that nothing is built', ({ id, files, proof, weaker }) => {
    if (proof === 'not built') return expect(weaker).not.toBe('')
    expect(files.length).toBeGreaterThan(0)
    expect(files.filter((file) => !/\.(test|spec)\.tsx?$/.test(file) || !existsSync(file))).toEqual([])
    expect(files.filter((file) => !readFileSync(file, 'utf8').includes(id))).toEqual([])
  })
})
