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
    const clientId = form.get('clientId')
    controls.turn(form.get('knob') ?? '', clientId ? { clientId } : {})
  },
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
    return redirect('/__sandbox', {}, 303)
  })
  return pages
}

function whose(form: URLSearchParams): Whose {
  return { clientId: form.get('clientId') ?? '', person: form.get('person') ?? '' }
}
