// A browser for tests: follows the sandbox's own redirects, and fills in and sends the forms that its pages really contain,
// so a page that loses a field fails the test that walks over it.

/** How the person behaves; they are BBUser00000, leave the boxes as they are and connect, unless told otherwise. */
export interface SignIn {
  readonly username?: string
  readonly password?: string
  /** Names of boxes to flip: `share_demographic_scopes`, `share_samhsa_data`. */
  readonly toggle?: readonly string[]
  readonly press?: 'approve' | 'deny'
  readonly headers?: Readonly<Record<string, string>>
}

/** Follows redirects of the sandbox itself, and stops at pages and at the way back to the app. */
export async function visit(address: string, options: SignIn, init: RequestInit = {}): Promise<Response> {
  const answer = await fetch(address, { redirect: 'manual', ...init, headers: { ...options.headers, ...init.headers } })
  const location = answer.headers.get('location')
  if (location === null) return answer
  const next = new URL(location, address)
  return next.origin === new URL(address).origin ? visit(next.href, options) : answer
}

export interface Page {
  readonly response: Response
  readonly status: number
  readonly html: string
  readonly location: URL | null
  /** Sends the page's form by the button with this id; `toggle` flips boxes by name. */
  submit(fields: Readonly<Record<string, string>>, button: string, toggle?: readonly string[]): Promise<Page>
}

/** Reads the page of an answer. */
export async function readPage(response: Response, options: SignIn): Promise<Page> {
  const html = await response.text()
  const location = response.headers.get('location')
  return {
    response,
    status: response.status,
    html,
    location: location === null ? null : new URL(location),
    submit: async (fields, button, toggle = []) => {
      const form = formWith(html, button)
      const body = new URLSearchParams(formFields(form, toggle))
      for (const [name, value] of Object.entries(fields)) body.set(name, value)
      const pressed = tags(form, 'button').find(tag => attribute(tag, 'id') === button)
      const name = pressed && attribute(pressed, 'name')
      if (name) body.append(name, attribute(pressed, 'value') ?? '')
      const action = new URL(attribute(tags(form, 'form')[0] ?? '', 'action') ?? '', response.url)
      return readPage(await visit(action.href, options, { method: 'POST', body }), options)
    },
  }
}

function formWith(html: string, button: string): string {
  const forms = html.match(/<form\b[\s\S]*?<\/form>/g) ?? []
  const form = forms.find(text => text.includes(`id="${button}"`))
  if (!form) throw new Error(`No form has a button ${button}`)
  return form
}

function formFields(form: string, toggle: readonly string[]): [string, string][] {
  return tags(form, 'input').flatMap(tag => {
    const name = attribute(tag, 'name') ?? ''
    const box = attribute(tag, 'type') === 'checkbox'
    const sent = !box || /\schecked\b/.test(tag) !== toggle.includes(name)
    return name && sent ? [[name, attribute(tag, 'value') ?? ''] as [string, string]] : []
  })
}

function tags(html: string, name: string): readonly string[] {
  return html.match(new RegExp(`<${name}\\b[^>]*>`, 'g')) ?? []
}

function attribute(tag: string, name: string): string | null {
  const value = new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1]
  if (value === undefined) return null
  const names: Record<string, string> = { quot: '"', '#39': "'", lt: '<', gt: '>', amp: '&' }
  return value.replace(/&(quot|#39|lt|gt|amp);/g, (whole, name: string) => names[name] ?? whole)
}
