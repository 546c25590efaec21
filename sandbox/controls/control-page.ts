// The controls as a page: what is switched on, every knob by its area, the clock, who is connected, and the journal.
import { html } from '@/sandbox/pages/html'
import type { Html } from '@/sandbox/pages/html'
import { pageAnswer } from '@/sandbox/pages/page'
import type { Controls } from './controls'
import { knobAreas, knobs } from '@/sandbox/knobs/knobs'
import type { Knob } from '@/sandbox/knobs/knobs'

const shownEntries = 50

/** The whole page. */
export function controlPage(controls: Controls, request: Request): Response {
  const body = html`<h1>Controls</h1>
<p>Everything here is also an API: <code>${new URL(request.url).origin}/__sandbox/…</code>, described in the sandbox's README.</p>
<nav class="links" aria-label="On this page"><a href="#on">Switched on</a> <a href="#clock">Clock</a> <a href="#grants">Connections</a>
<a href="#knobs">Knobs</a> <a href="#journal">Journal</a></nav>
${switchedOn(controls)}${clock(controls)}${grants(controls)}${knobTables(controls)}${journal(controls)}
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

function knobTables(controls: Controls): Html {
  const apps = controls.listApps()
  return html`<h2 id="knobs">Knobs</h2>
<p>A knob that is turned for one app leaves the others alone.</p>
${knobAreas.map(area => html`<h3>${area[0]?.toUpperCase()}${area.slice(1)}</h3>
<form method="post" action="/__sandbox"><input type="hidden" name="deed" value="turn-on">
<div class="row"><div class="field"><label for="for-${slug(area)}">For</label>
<select id="for-${slug(area)}" name="clientId"><option value="">everybody</option>
${apps.map(app => html`<option value="${app.clientId}">${app.name}</option>`)}</select></div>
<div class="field"><label for="knob-${slug(area)}">Misbehaviour</label>
<select id="knob-${slug(area)}" name="knob">${inArea(area).map(knob => html`<option value="${knob.name}">${knob.title}</option>`)}</select></div>
<button type="submit">Turn on<span class="hidden"> ${area}</span></button></div></form>`)}`
}

function inArea(area: string): readonly Knob[] {
  return knobs.filter(knob => knob.area === area)
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

function slug(area: string): string {
  return area.replaceAll(' ', '-')
}
