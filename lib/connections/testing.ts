// Connects a test to the emulators of a running sandbox, with a clock that moves when it is told to. For tests only; nothing
// of the product imports it.
import 'server-only'
import type { Clock } from './clock'
import { readConnectionSettings } from './settings'

export interface TestClock extends Clock {
  /** Both clocks go on. */
  advance(ms: number): void
  /** Somebody sets the clock on the wall. */
  setWall(byMs: number): void
  /** The machine sleeps: the clock that never goes back stands still. */
  sleep(ms: number): void
  /** What was waited for, in order; waiting takes no time. */
  readonly waits: readonly number[]
}

/** @param alongside told of every step, for a sandbox that goes on with it */
export function createTestClock(alongside: (ms: number) => void = () => undefined): TestClock {
  let monoMs = 1_000_000
  let wallMs = Date.now()
  const waits: number[] = []
  const advance = (ms: number) => {
    monoMs += ms
    wallMs += ms
    alongside(ms)
  }
  return {
    wallMs: () => wallMs,
    monoMs: () => monoMs,
    wait: async (ms, signal) => {
      signal.throwIfAborted()
      waits.push(ms)
      advance(ms)
      await new Promise(setImmediate)
    },
    advance,
    setWall: (byMs) => {
      wallMs += byMs
    },
    sleep: (ms) => {
      wallMs += ms
      alongside(ms)
    },
    waits,
  }
}

/** The settings of a developer whose connections lead to the emulators at this address; `more` adds or replaces some. */
export function emulatorSettings(sandboxUrl: string, more: Readonly<Record<string, string>> = {}): Record<string, string> {
  return {
    CONNECTIONS_EMULATED: 'yes',
    BCDA_URL: `${sandboxUrl}/bcda`,
    BCDA_CLIENT_ID: '6dc59a4c-ef93-46c0-9c00-02e500e13731',
    BCDA_CLIENT_SECRET: '48fe3a3731ee5b68cf4ebeea6d93fa2d9db3396e94f6830f17d7d7c0fa1fb61f413fcde6f6322f84',
    CHANGE_HEALTHCARE_URL: `${sandboxUrl}/change-healthcare`,
    CHANGE_HEALTHCARE_CLIENT_ID: 'ChangeSandbox0000000000000000001',
    CHANGE_HEALTHCARE_CLIENT_SECRET: 'open-to-anyone-change-sandbox',
    CDC_URL: `${sandboxUrl}/cdc`,
    CDC_CLIENT_ID: 'cdc-sandbox-everything',
    CDC_CLIENT_SECRET: 'open-to-anyone-cdc-sandbox',
    CDC_SCOPES: 'UPLOAD,EXPORT_REDACTED',
    OPTUM_SANDBOX_URL: `${sandboxUrl}/optum`,
    OPTUM_SANDBOX_CLIENT_ID: 'optum-sandbox-0000-0000-000000000001',
    OPTUM_SANDBOX_CLIENT_SECRET: 'open-to-anyone-optum-sandbox',
    OPTUM_DATA_MODE: 'mock',
    ...more,
  }
}

/** Their profiles. A setting of `more` that is empty counts as not set. */
export function emulatorProfiles(sandboxUrl: string, more: Readonly<Record<string, string>> = {}) {
  return readConnectionSettings(emulatorSettings(sandboxUrl, more))
}

/** Where each emulator gives out tokens, and an address of it that only a token opens. */
export const emulatorPaths = {
  bcda: { token: '/bcda/auth/token', resource: '/auth/welcome' },
  'change-healthcare': { token: '/change-healthcare/apip/auth/v2/token', resource: '/echo' },
  cdc: { token: '/cdc/v0/token/gen', resource: '/v0/echo' },
  optum: { token: '/optum/apip/auth/sntl/v1/token', resource: '/echo' },
} as const
