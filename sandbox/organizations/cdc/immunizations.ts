// One invented shot a day, in each of the forms that an export can have.

/** A day such as 2026-01-31 that the calendar knows. */
export function isDay(value: unknown): value is string {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false
  const ms = Date.parse(value)
  return Number.isFinite(ms) && new Date(ms).toISOString().startsWith(value)
}

interface Shot {
  readonly eventId: string
  readonly recipientId: string
  readonly firstName: string
  readonly lastName: string
  readonly birthDate: string
  readonly date: string
  /** Vaccine and maker, by CDC's own codes. */
  readonly cvx: string
  readonly mvx: string
  readonly dose: number
}

/** The message of that day, as a jurisdiction would send it. */
export function hl7Of(day: string): string {
  const shot = shotOf(day)
  const date = compact(shot.date)
  return [
    `MSH|^~\\&|SANDBOX||CDC||${date}||VXU^V04^VXU_V04|${shot.eventId}|P|2.5.1`,
    `PID|1||${shot.recipientId}^^^SANDBOX^MR||${shot.lastName}^${shot.firstName}||${compact(shot.birthDate)}|U`,
    `ORC|RE||${shot.eventId}^SANDBOX`,
    `RXA|0|${shot.dose}|${date}||${shot.cvx}^^CVX|0.3|mL||00^^NIP001|||||||${shot.mvx}^^MVX`,
    '',
  ].join('\r')
}

/** A table with a line a day. */
export function cvrsOf(days: readonly string[]): string {
  const lines = days.map(day => Object.values(shotOf(day)).join('\t'))
  return [Object.keys(shotOf('2026-01-01')).map(snake).join('\t'), ...lines, ''].join('\n')
}

/** The record as the clearinghouse keeps it; redacted, it says nothing that names somebody. */
export function processedOf(day: string, redacted: boolean) {
  const { eventId, recipientId, firstName, lastName, birthDate, date, cvx, mvx, dose } = shotOf(day)
  const person = { recip_id: recipientId, recip_first_name: firstName, recip_last_name: lastName, recip_dob: birthDate }
  const event = { vax_event_id: eventId, admin_date: date, cvx, mvx, dose_num: String(dose) }
  return redacted ? { ...event, recip_birth_year: birthDate.slice(0, 4) } : { ...event, ...person }
}

function shotOf(day: string): Shot {
  const number = Math.abs(Math.floor(Date.parse(day) / 86_400_000))
  const [cvx = '', mvx = ''] = number % 2 === 0 ? ['208', 'PFR'] : ['207', 'MOD']
  return {
    eventId: `EVENT-${number}`,
    recipientId: `R-${number}`,
    firstName: `Sample${number % 97}`,
    lastName: `Person${number % 89}`,
    birthDate: `${1930 + (number % 70)}-0${1 + (number % 9)}-1${number % 10}`,
    date: day,
    cvx,
    mvx,
    dose: 1 + (number % 2),
  }
}

function compact(day: string): string {
  return day.replaceAll('-', '')
}

function snake(name: string): string {
  return name.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`)
}
