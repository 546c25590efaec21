// What somebody sees who opens the sandbox's address: what it is, whom to sign in as, where the controls are.
import type { Controls } from '@/sandbox/controls/controls'
import type { SandboxPerson } from '@/sandbox/people/directory'
import { html } from './html'
import type { Html } from './html'
import { pageAnswer } from './page'

/** The page at `/`; `organizations` are the paths of the other systems that this server plays. */
export function homePage(request: Request, controls: Controls, organizations: readonly string[]): Response {
  const title = 'A stand-in for Blue Button'
  const { origin } = new URL(request.url)
  const apps = controls.listApps()
  return pageAnswer({
    language: 'en',
    title,
    body: html`<h1>${title}</h1>
<p>This program plays the Blue Button API, versions 1, 2 and 3.
Use <code>${origin}</code> as the base address of your client.</p>
<h2>Sign in as</h2>
<ul>
<li><code>BBUser00000</code> with <code>PW00000!</code></li>
<li>any other from BBUser00000 to BBUser29999, with the same five digits in the password</li>
${controls.directory.recorded.map(recordedRow)}
</ul>
<h2>Apps that may connect</h2>
<ul>${apps.map(app => html`<li>${app.name}: <code>${app.clientId}</code></li>`)}</ul>
<h2>Systems of organizations</h2>
<p>Each is a base address too, with clients of its own, which are printed at start.</p>
<ul>${organizations.map(path => html`<li><code>${origin}${path}</code></li>`)}</ul>
<h2>Where things are</h2>
<ul class="links">
<li><a href="/.well-known/openid-configuration">Discovery document</a></li>
<li><a href="/v2/fhir/metadata">Capability statement</a></li>
<li><a href="/__sandbox">Controls: faults, clock, journal</a></li>
</ul>`,
  })
}

function recordedRow({ username, password }: SandboxPerson): Html {
  return html`<li><code>${username}</code> with <code>${password}</code> (recorded)</li>`
}
