// We emit no traces: nothing that could carry an address or an id out of this process is installed, asked for, or
// listening (quality PRV-01, PRV-04). Next makes spans of its own only for a provider that somebody registers.
import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { measureProcess } from './meters'

/** Only the vocabulary, which the library of the figures brings along: it speaks to nobody. */
const vocabulary = 'node_modules/@opentelemetry/api'
const tracing = /@opentelemetry\/|@vercel\/otel|\bregisterOTel\b|\bdd-trace\b|@sentry\//

it('no exporter, no processor and no provider of traces is installed', () => {
  const { packages }: { packages: Record<string, unknown> } = JSON.parse(readFileSync('package-lock.json', 'utf8'))
  const names = Object.keys(packages).filter((place) => /opentelemetry|@vercel\/otel|dd-trace|@sentry|newrelic|zipkin|jaeger/.test(place))
  expect(names).toEqual([vocabulary])
})

it('no code of ours asks for one', () => {
  const files = ['app', 'lib', 'components'].flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => `${folder}/${file}`))
  const sources = [...files.filter((file) => /\.tsx?$/.test(file) && !file.endsWith('no-traces.test.ts')), 'instrumentation.ts', 'proxy.ts', 'next.config.ts']
  expect(sources.length).toBeGreaterThan(200)
  expect(sources.filter((file) => tracing.test(readFileSync(file, 'utf8')))).toEqual([])
})

it('none is registered once the figures run, so that Next keeps no span', () => {
  measureProcess()
  const registered: unknown = Reflect.get(globalThis, Symbol.for('opentelemetry.js.api.1'))
  expect(registered).toBeUndefined()
})
