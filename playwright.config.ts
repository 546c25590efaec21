// The browser journeys, against the built app and the sandbox, on spare ports of this machine. Works on a laptop, on a
// bare server and in CI with the same words: npm test, or npx playwright test.
import { defineConfig } from '@playwright/test'
import { findChromium } from './scripts/proof/chromium'

const browser = findChromium()

export default defineConfig({
  testDir: './e2e',
  testMatch: '**/*.spec.ts',
  outputDir: './test-results',
  // One file is one journey, told in order; journeys do not know of each other.
  fullyParallel: false,
  workers: 2,
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
    // The names in this line become E2E_APP_URL, E2E_SANDBOX_URL and so on for the journeys.
    wait: { stdout: /journeys may start: app (?<e2e_app_url>\S+) sandbox (?<e2e_sandbox_url>\S+) version3 (?<e2e_version3_url>\S+) metrics (?<e2e_metrics_url>\S+) log (?<e2e_app_log>\S+) operator (?<e2e_operator_link_file>\S+)/ },
    timeout: 240_000,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 15_000 },
    stdout: 'ignore',
    stderr: 'pipe',
  },
})
