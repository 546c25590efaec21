// HTML as a tagged template: every value is escaped unless it is HTML already, so no page can forget.

/** A piece of HTML that is safe to put into a page. */
export interface Html {
  readonly html: string
}

type Value = Html | string | number | boolean | null | undefined | readonly Value[]

/** Writes HTML; false, null and undefined write nothing, lists write their entries. */
export function html(strings: TemplateStringsArray, ...values: readonly Value[]): Html {
  return { html: strings.map((text, index) => text + (index < values.length ? write(values[index]) : '')).join('') }
}

function write(value: Value): string {
  if (value === null || value === undefined || typeof value === 'boolean') return ''
  if (typeof value === 'string' || typeof value === 'number') return escapeHtml(String(value))
  return 'html' in value ? value.html : value.map(write).join('')
}

function escapeHtml(text: string): string {
  const names: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
  return text.replace(/[&<>"']/g, char => names[char] ?? char)
}
