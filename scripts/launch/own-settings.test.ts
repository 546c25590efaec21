// A product that is started to be measured begins without any setting of whoever measures.
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { withoutOwnSettings } from './own-settings'

/** The first column of the README's table of settings; "…" stands for any ending. */
const documented = [...readFileSync('README.md', 'utf8').matchAll(/^\| (`[A-Z].*?) \|/gm)]
  .flatMap(([, cell]) => [...(cell ?? '').matchAll(/`([A-Z][A-Z_]+)(…?)`/g)])
  .map(([, name, open]) => (open ? `${name}ANYTHING` : `${name}`))

it('no setting that the README names gets through, and nothing else is held back', () => {
  expect(documented).toEqual(expect.arrayContaining(['APP_ORIGIN', 'PORT', 'METRICS_HOST', 'OPERATOR_OIDC_ANYTHING', 'BCDA_ANYTHING', 'SANDBOX_RECORDS']))
  const own = Object.fromEntries([...documented, 'CONNECTIONS_EMULATED', 'SANDBOX_TEST_KEY', 'SOAK_ROUNDS'].map((name) => [name, 'of a developer']))
  expect(withoutOwnSettings({ NODE_ENV: 'test', PATH: '/bin', TZ: 'UTC', PORTAL: 'theirs', ...own })).toEqual({ NODE_ENV: 'production', PATH: '/bin', TZ: 'UTC', PORTAL: 'theirs' })
})
