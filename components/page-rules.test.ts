// Two rules that only the source can break: the content policy refuses inline styles, and a link that fetches ahead would
// ask Medicare for pages nobody opened (stack section 8).
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'

const sources = await listSources(['app', 'components'])

describe('the pages', () => {
  it('are all looked at', () => {
    expect(sources.length).toBeGreaterThan(60)
  })

  it('set no style inline', () => {
    expect(withText(/\bstyle=|dangerouslySetInnerHTML/)).toEqual([])
  })

  it('never fetch ahead', () => {
    const links = withText(/from 'next\/link'/)
    const careful = withText(/prefetch=\{false\}/)
    expect(links.filter((file) => !careful.includes(file))).toEqual([])
  })

  it('lead to Medicare by a form alone', () => {
    expect(withText(/href=["'{`]+\/connect\/start/)).toEqual([])
  })

  it('keep nothing in the browser’s storage', () => {
    expect(withText(/\b(localStorage|sessionStorage|indexedDB)\b/)).toEqual([])
  })

  it('give every health datum a fresh fetch', () => {
    expect(withText(/['"]use cache['"]|unstable_cache|force-cache|force-static/)).toEqual([])
  })
})

function withText(pattern: RegExp): readonly string[] {
  return sources.filter(({ text }) => pattern.test(text)).map(({ file }) => file)
}

async function listSources(folders: readonly string[]) {
  const names = await Promise.all(folders.map((folder) => readdir(folder, { recursive: true }).then((found) => found.map((name) => path.join(folder, name)))))
  const files = names.flat().filter((name) => /\.tsx?$/.test(name) && !/\.test\./.test(name))
  return Promise.all(files.map(async (file) => ({ file, text: await readFile(file, 'utf8') })))
}
