// The knobs on the control page: one plain sentence each, by area, each with a button of its own, so that no script is
// needed. For whom they are turned is chosen once, above.
import type { App } from '@/sandbox/apps'
import { knobAreas, knobs } from '@/sandbox/knobs/knobs'
import type { Knob, KnobArea } from '@/sandbox/knobs/knobs'
import { html } from '@/sandbox/pages/html'
import type { Html } from '@/sandbox/pages/html'
import type { Controls } from './controls'

/** The section; `app` is whom the buttons turn knobs for, null everybody. */
export function knobSection(controls: Controls, app: App | null): Html {
  return html`<h2 id="knobs">Knobs</h2>
<p>${knobs.length} misbehaviours. Turned for one app, a knob leaves the others alone.
They are now turned for <strong>${app?.name ?? 'everybody'}</strong>.</p>
<form method="get" action="/__sandbox#knobs"><div class="row"><div class="field"><label for="for">Turn knobs for</label>
<select id="for" name="for"><option value="">everybody</option>
${controls.listApps().map(({ clientId, name }) => option(clientId, name, clientId === app?.clientId))}</select></div>
<button class="other" type="submit">Choose</button></div></form>
${knobAreas.map(area => group(area, app))}`
}

function option(value: string, label: string, chosen: boolean): Html {
  return chosen ? html`<option value="${value}" selected>${label}</option>` : html`<option value="${value}">${label}</option>`
}

function group(area: KnobArea, app: App | null): Html {
  const own = knobs.filter(knob => knob.area === area)
  const place = `knobs-${area.replaceAll(' ', '-')}`
  return html`<details id="${place}"><summary><h3>${area[0]?.toUpperCase()}${area.slice(1)}</h3> (${own.length})</summary>
<ul class="knobs">${own.map(knob => row(knob, app, place))}</ul></details>`
}

function row({ name, title, takes }: Knob, app: App | null, place: string): Html {
  return html`<li><form method="post" action="/__sandbox"><p>${title}. <code>${name}</code></p>
<input type="hidden" name="deed" value="turn-on"><input type="hidden" name="knob" value="${name}"><input type="hidden" name="place" value="${place}">
${app && html`<input type="hidden" name="clientId" value="${app.clientId}"><input type="hidden" name="for" value="${app.clientId}">`}
${takes && html`<label for="value-${name}"><span class="hidden">${name}: </span>${takes}</label>
<input type="text" id="value-${name}" name="value">`}
<button class="small other" type="submit">Turn on<span class="hidden"> ${name}</span></button></form></li>`
}
