// `_since`: an instant of the past (contract 1.5).

const pattern = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:[.,]\d+)?(?:Z|[+-](\d\d):(\d\d))$/

/** The moment in milliseconds since 1970, or null when it is no instant of RFC 3339. */
export function readInstant(text: string): number | null {
  const [, year, month, day, hour, minute, second, zoneHour = '0', zoneMinute = '0'] = pattern.exec(text) ?? []
  if (year === undefined) return null
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)))
  const isDay = date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day)
  const isTime = Number(hour) < 24 && Number(minute) < 60 && Number(second) < 60 && Number(zoneHour) < 24 && Number(zoneMinute) < 60
  const ms = Date.parse(text.replace(/(\.\d{3})\d+/, '$1').replace(',', '.'))
  return isDay && isTime && Number.isFinite(ms) ? ms : null
}

/** The complaint about a `_since`; null when it will do. */
export function complainSince(text: string, nowMs: number): string | null {
  const ms = readInstant(text)
  // Two spaces in the first sentence, one in the second: as they are.
  if (ms === null) return 'Invalid date format supplied in _since parameter.  Date must be in FHIR Instant format.'
  return ms > nowMs ? 'Invalid date format supplied in _since parameter. Date must be a date that has already passed' : null
}
