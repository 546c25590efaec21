import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const root = fileURLToPath(new URL('.', import.meta.url))

// Nothing in these rooms remembers anything between two tests, so their files may share what they import: that is a fifth of
// their time. Everything else has settings, a vault or a clock of its process, and gets a world of its own for each file.
const withoutMemory = ['{sandbox,lib/claims}/**/*.test.ts']

// `server-only` is a build-time guard of Next; outside Next it must mean nothing.
export default defineConfig({
  resolve: {
    alias: [
      { find: /^server-only$/, replacement: `${root}scripts/empty-module.ts` },
      { find: /^fast-check$/, replacement: `${root}scripts/proof/seeded-fast-check.ts` },
      { find: /^@\//, replacement: root },
    ],
  },
  test: {
    projects: [
      { extends: true, test: { name: 'without memory', include: withoutMemory, isolate: false } },
      { extends: true, test: { name: 'with memory', include: ['{lib,components,app,scripts,bench}/**/*.test.{ts,tsx}', '*.test.ts'], exclude: withoutMemory } },
    ],
    environment: 'node',
    // All cores: left alone it keeps one back, and on two that is half.
    maxWorkers: '100%',
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
})
