// The control page's own routes: it shows the controls and takes its forms, one deed each, then shows itself again.
import { Hono } from 'hono'
import type { Env } from '@/sandbox/env'
import { redirect } from '@/sandbox/bluebutton/answers'
import { controlPage } from './control-page'
import type { Controls, Whose } from './controls'

type Deed = (controls: Controls, form: URLSearchParams) => void

const deeds: Readonly<Record<string, Deed>> = {
  reset: controls => controls.reset(),
  'turn-on': (controls, form) => {
    const [clientId, value] = [form.get('clientId'), form.get('value')?.trim()]
    controls.turn(form.get('knob') ?? '', { ...(clientId && { clientId }), ...(value && { value }) })
  },
  'doors-off': controls => void controls.doors.close(),
  'turn-off': (controls, form) => void controls.faults.remove(form.get('id') ?? ''),
  'faults-off': controls => controls.faults.clear(),
  'switches-off': controls => controls.clearBehaviours(),
  advance: (controls, form) => controls.clock.advance(Number(form.get('minutes') ?? 0) * 60_000),
  'clock-right': controls => controls.clock.reset(),
  revoke: (controls, form) => void controls.revokeAtMedicare(whose(form)),
  expire: (controls, form) => void controls.expireAccessTokens(whose(form)),
  'expire-grant': (controls, form) => void controls.expireGrants(whose(form)),
  'clear-journal': controls => controls.journal.clear(),
}

/** The page at `/__sandbox` and its forms. */
export function controlPages(controls: Controls): Hono<Env> {
  const pages = new Hono<Env>()
  pages.get('/', c => controlPage(controls, c.req.raw))
  pages.post('/', async c => {
    const form = new URLSearchParams(await c.req.text())
    const name = form.get('deed') ?? ''
    if (Object.hasOwn(deeds, name)) deeds[name]?.(controls, form)
    return redirect(backTo(form), {}, 303)
  })
  return pages
}

/** The page keeps the app that was chosen on it, and the place where the knob was. */
function backTo(form: URLSearchParams): string {
  const [app, place] = [form.get('for'), form.get('place')]
  return `/__sandbox${app ? `?${new URLSearchParams({ for: app }).toString()}` : ''}${place ? `#${encodeURIComponent(place)}` : ''}`
}

function whose(form: URLSearchParams): Whose {
  return { clientId: form.get('clientId') ?? '', person: form.get('person') ?? '' }
}
