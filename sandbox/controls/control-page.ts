// The controls as a page: what is switched on, every knob by its area, the clock, who is connected, and the journal.
import { html } from '@/sandbox/pages/html'
import type { Html } from '@/sandbox/pages/html'
import { pageAnswer } from '@/sandbox/pages/page'
import type { Controls } from './controls'
import type { Door } from '@/sandbox/doors/doors'
import { knobSection } from './knob-section'

const shownEntries = 50

/** The whole page. `?for=` chooses the app that knobs are turned for. */
export async function controlPage(controls: Controls, request: Request): Promise<Response> {
  const chosen = new URL(request.url).searchParams.get('for')
  const app = controls.listApps().find(({ clientId }) => clientId === chosen) ?? null
  const body = html`<h1>Controls</h1>
<p>Everything here is also an API: <code>${new URL(request.url).origin}/__sandbox/…</code>, described in the sandbox's README.</p>
<nav class="links" aria-label="On this page"><a href="#on">Switched on</a> <a href="#clock">Clock</a> <a href="#grants">Connections</a>
<a href="#knobs">Knobs</a> <a href="#journal">Journal</a></nav>
${switchedOn(controls)}${addresses(await controls.doors.list())}${clock(controls)}${grants(controls)}
${knobSection(controls, app)}${journal(controls)}
<h2>Start over</h2>
<p>Forgets all of the above, and every connection.</p>
${deed('reset', 'Reset the sandbox', {})}`
  return pageAnswer({ language: 'en', title: 'Controls', body, wide: true })
}

function switchedOn(controls: Controls): Html {
  const faults = controls.faults.list()
  const switched = controls.listBehaviours()
  const none = faults.length === 0 && switched.length === 0
  return html`<h2 id="on">Switched on</h2>
${none && html`<p>Nothing: the sandbox behaves like the real server.</p>`}
${faults.map(fault => html`<form class="row" method="post" action="/__sandbox"><p><strong>${fault.id}</strong>: hit ${fault.firedCount} of ${fault.seenCount} calls</p>
<input type="hidden" name="deed" value="turn-off"><input type="hidden" name="id" value="${fault.id}">
<button class="small other" type="submit">Turn off<span class="hidden"> ${fault.id}</span></button></form>`)}
${switched.map(({ clientId, change }) => html`<p><code>${JSON.stringify(change)}</code> for ${clientId ?? 'everybody'}</p>`)}
${faults.length > 0 && deed('faults-off', 'Turn all faults off', {})}
${switched.length > 0 && deed('switches-off', 'Behave like the real server again', {})}`
}

function addresses(doors: readonly Door[]): Html | false {
  return (
    doors.length > 0 &&
    html`<h2 id="addresses">Further addresses</h2>
<p>Each has one thing wrong. Point a client at it.</p>
<ul>${doors.map(({ kind, url, hits }) => html`<li>${kind}: <code>${url}</code>${hits && `, reached ${hits.length} times`}</li>`)}</ul>
${deed('doors-off', 'Close all further addresses', {})}`
  )
}

function clock(controls: Controls): Html {
  const steps = [
    ['1 minute', 1.02],
    ['1 hour', 60.02],
    ['1 day', 1_440],
    ['13 months', 397 * 1_440],
  ] as const
  return html`<h2 id="clock">Clock</h2>
<p>It is <strong>${new Date(controls.clock.now()).toISOString().slice(0, 19).replace('T', ' ')}</strong> UTC here.</p>
<div class="buttons">${steps.map(([label, minutes]) => deed('advance', `Move on ${label}`, { minutes: String(minutes) }))}
${deed('clock-right', 'Set it right', {})}</div>`
}

function grants(controls: Controls): Html {
  const list = controls.listGrants()
  const rows = list.map(({ clientId, personKey, expiresAtMs }) => {
    const app = controls.listApps().find(candidate => candidate.clientId === clientId)?.name ?? clientId
    const ids = { clientId, person: personKey }
    return html`<tr><th scope="row">${personKey}</th><td>${app}</td>
<td>${expiresAtMs === null ? 'no end' : new Date(expiresAtMs).toISOString().slice(0, 10)}</td>
<td><div class="buttons">${deed('revoke', 'Remove at Medicare.gov', ids, personKey)}${deed('expire', 'Expire access token', ids, personKey)}
${deed('expire-grant', 'End the period', ids, personKey)}</div></td></tr>`
  })
  return html`<h2 id="grants">Connections</h2>
${list.length === 0 ? html`<p>Nobody is connected.</p>` : table('Connected people', ['Person', 'App', 'Until', 'What may happen'], rows)}`
}

function journal(controls: Controls): Html {
  const counts = Object.entries(controls.journal.counts())
  const rows = controls.journal
    .entries()
    .slice(-shownEntries)
    .toReversed()
    .map(entry => html`<tr><td>${entry.number}</td><td>${entry.method}</td><td>${entry.route}</td><td>${entry.status ?? 'cut'}</td>
<td>${entry.durationMs === null ? '' : Math.round(entry.durationMs)}</td><td>${entry.personKey ?? ''}</td><td>${entry.faults.join(', ')}</td></tr>`)
  return html`<h2 id="journal">Journal</h2>
<p>${counts.length === 0 ? 'No calls yet.' : counts.map(([route, count]) => `${route} ${count}`).join(', ')}</p>
<p>Most calls at once: ${controls.journal.peakConcurrency()}.</p>
${rows.length > 0 && table(`The last ${shownEntries} calls`, ['No.', 'Method', 'Call', 'Status', 'Milliseconds', 'Person', 'Faults'], rows)}
${deed('clear-journal', 'Clear the journal', {})}`
}

function table(caption: string, heads: readonly string[], rows: readonly Html[]): Html {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${caption}"><table><caption>${caption}</caption>
<thead><tr>${heads.map(head => html`<th scope="col">${head}</th>`)}</tr></thead><tbody>${rows}</tbody></table></div>`
}

function deed(name: string, label: string, fields: Readonly<Record<string, string>>, about = ''): Html {
  return html`<form method="post" action="/__sandbox"><input type="hidden" name="deed" value="${name}">
${Object.entries(fields).map(([key, value]) => html`<input type="hidden" name="${key}" value="${value}">`)}
<button class="other" type="submit">${label}${about && html`<span class="hidden">: ${about}</span>`}</button></form>`
}
