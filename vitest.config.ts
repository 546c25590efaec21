import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const root = fileURLToPath(new URL('.', import.meta.url))

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
    include: ['{lib,sandbox,components,app,scripts,bench}/**/*.test.{ts,tsx}', '*.test.ts'],
    environment: 'node',
    // All cores: left alone it keeps one back, and on two that is half.
    maxWorkers: '100%',
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
})
