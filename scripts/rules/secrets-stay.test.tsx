// A secret does not leave the server with a page, whoever forgets to keep it: the types do not let it through, the import table
// does not let it near, and where both are gone around, what is sent says "[redacted]" (quality PRV-02). The lines marked as
// errors are held to be errors by the type check of every build.
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { Secret } from '@/lib/secret'
import { checkFile } from './import-rules'

const text = 'EIacPxNyulNXABxTNDzy1XzNroD8iN'
const secret = new Secret(text)

function Shown({ text: shown }: { readonly text: string }) {
  return <p title={shown}>{shown}</p>
}

function outcomeOf(render: () => string): string {
  try {
    return render()
  } catch (error) {
    return `refused: ${String(error)}`
  }
}

describe('a page that would show one is no program (PRV-02)', () => {
  it('as a property that is text, or as what stands in an element: the types refuse both, and nothing of it is drawn', () => {
    // @ts-expect-error: a secret is no text
    const asProperty = <Shown text={secret} />
    // @ts-expect-error: a secret is nothing that stands in an element
    const asChild = <p>{secret}</p>
    // @ts-expect-error: nor is it an attribute
    const asAttribute = <p title={secret}>x</p>
    for (const element of [asProperty, asChild, asAttribute]) {
      const drawn = outcomeOf(() => renderToStaticMarkup(element))
      expect(drawn).toMatch(/^refused: |\[redacted\]/)
      expect(drawn).not.toContain(text)
    }
  })

  it.each([
    ['a component that knows of secrets', 'components/session/leak.tsx', "import { Secret } from '@/lib/secret'"],
    ['a component that takes one as a type', 'components/session/leak.tsx', "import type { Secret } from '@/lib/secret'"],
    ['a page that lays one open', 'app/(patient)/leak/page.tsx', "import { Secret } from '@/lib/secret'"],
    ['a page that reads the vault', 'app/(patient)/leak/page.tsx', "import { processVault } from '@/lib/vault/process-vault'"],
    ['a component that reads a grant', 'components/session/leak.tsx', "import type { Grant } from '@/lib/vault/grant'"],
    ['a component that asks for a token', 'components/session/leak.tsx', "import { withAccess } from '@/lib/bluebutton/access'"],
    ['a vault that a browser could load', 'lib/vault/leak.ts', "import { Secret } from '@/lib/secret'"],
  ])('%s breaks the import table', (_, file, source) => {
    expect(checkFile(file, source)).toHaveLength(1)
  })
})

/** Sends a page whose browser part gets these properties, as Next sends it; answers what left, by the name of each. */
const program = `
  import { createElement } from 'react'
  import { PassThrough } from 'node:stream'
  import { text } from 'node:stream/consumers'
  import flight from 'next/dist/compiled/react-server-dom-webpack/server.node.js'
  const { Secret } = await import('./lib/secret.ts')
  const shown = process.argv[1]
  const secret = new Secret(shown)
  const Client = flight.registerClientReference(() => null, 'client.js', 'Shown')
  const manifest = { 'client.js#Shown': { id: 'client.js', chunks: [], name: 'Shown', async: false } }
  const all = {
    property: { a: secret },
    deep: { a: { b: [{ c: secret }] } },
    map: { a: new Map([['x', secret]]) },
    set: { a: new Set([secret]) },
    spread: { ...secret },
    promise: { a: Promise.resolve(secret) },
    'promise of more': { a: Promise.resolve({ b: secret }) },
    generator: { a: (async function* () { yield secret })() },
    child: { children: secret },
    'element inside': { children: createElement('p', { title: secret }, secret) },
    'error of it': { a: new Error('refused: ' + secret, { cause: secret }) },
    key: { a: createElement('p', { key: secret }) },
    revealed: { a: secret.reveal() },
  }
  const sent = {}
  for (const [name, props] of Object.entries(all)) {
    const out = new PassThrough()
    flight.renderToPipeableStream(createElement(Client, props), manifest, { onError: (error) => String(error) }).pipe(out)
    sent[name] = await text(out)
  }
  console.log(JSON.stringify(sent))`

it('what is sent to the browser’s part of a page never holds one, however it is wrapped (PRV-02)', async () => {
  const env = { ...process.env, NODE_ENV: 'production' as const }
  const { stdout, stderr } = await promisify(execFile)(process.execPath, ['--conditions=react-server', '--import', 'tsx', '--input-type=module', '-e', program, text], { env })
  const sent = Object.entries<unknown>(JSON.parse(stdout))
  expect(sent.length).toBe(13)
  // The look would see it: one was laid open on purpose.
  expect(sent.filter(([, line]) => String(line).includes(text)).map(([name]) => name)).toEqual(['revealed'])
  expect(sent.find(([name]) => name === 'property')?.[1]).toContain('"a":"[redacted]"')
  expect(stderr).not.toContain(text)
})
