// The browser journeys, against the built app and the sandbox, on spare ports of this machine. Works on a laptop, on a
// bare server and in CI with the same words: npm test, or npx playwright test.
import { defineConfig } from '@playwright/test'
import { findChromium } from './scripts/proof/chromium'
import { appOf, journeyWorkers, where } from './scripts/proof/journey-apps'

const browser = findChromium()
// Read anew in each worker, once the servers have said where they are.
Object.assign(process.env, appOf(Number(process.env['TEST_PARALLEL_INDEX'] ?? 0), process.env))

export default defineConfig({
  testDir: './e2e',
  testMatch: '**/*.spec.ts',
  outputDir: './test-results',
  // One file is one journey, told in order; journeys do not know of each other.
  fullyParallel: false,
  workers: journeyWorkers,
  retries: 0,
  forbidOnly: Boolean(process.env['CI']),
  // Generous: two browsers, two apps and a sandbox may share two slow cores.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: 'list',
  use: {
    browserName: 'chromium',
    baseURL: process.env['E2E_APP_URL'],
    trace: 'off',
    screenshot: 'off',
    video: 'off',
    launchOptions: {
      ...(browser?.executablePath ? { executablePath: browser.executablePath } : {}),
      args: [
        '--disable-dev-shm-usage',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
        '--disable-quic',
        // Chromium refuses its own sandbox to the administrator; nobody else should go without it.
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      ],
    },
  },
  webServer: {
    command: 'node --conditions=react-server --import tsx scripts/e2e-servers.ts',
    wait: { stdout: where },
    timeout: 240_000,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 15_000 },
    stdout: 'ignore',
    stderr: 'pipe',
  },
})
