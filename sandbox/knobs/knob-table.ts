// All knobs as documents for people, grouped as on the control page: KNOBS.md, and a table in the README.
import { knobAreas, knobs } from './knobs'

/** The text of KNOBS.md. */
export function knobTable(): string {
  const groups = knobAreas.map(area => {
    const rows = knobs.filter(knob => knob.area === area).map(({ name, title, takes }) => `| \`${name}\` | ${title} | ${takes ?? ''} |`)
    return [`## ${area[0]?.toUpperCase()}${area.slice(1)}`, '', '| knob | does | value |', '|---|---|---|', ...rows].join('\n')
  })
  return `${[head, ...groups].join('\n\n')}\n`
}

/** The table of the README: every name, by area. */
export function knobNames(): string {
  const rows = knobAreas.map(area => {
    const own = knobs.filter(knob => knob.area === area)
    return `| ${area} (${own.length}) | ${own.map(({ name }) => `\`${name}\``).join(' ')} |`
  })
  return ['| area | knobs |', '|---|---|', ...rows].join('\n')
}

const head = `# The knobs of the sandbox

${knobs.length} misbehaviours by name. Turn one with \`POST /__sandbox/knobs {"name": "…"}\`, on the page at \`/__sandbox\`, or in a
test with \`sandbox.controls.turn('…')\`. The value is what \`"value"\` may say, and what it is unless it is said.`
