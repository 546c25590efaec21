// The date on the consent page, as the real one writes it: "Sept. 5, 2027" and "5 de septiembre de 2027".
import type { Language } from '@/sandbox/pages/words'

const english = 'Jan. Feb. March April May June July Aug. Sept. Oct. Nov. Dec.'.split(' ')
const spanish = 'enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre'.split(' ')

/** The day of this moment in UTC, for a person to read. */
export function formatAccessEnd(ms: number, language: Language): string {
  const date = new Date(ms)
  const [day, month, year] = [date.getUTCDate(), date.getUTCMonth(), date.getUTCFullYear()]
  if (language === 'es') return `${day} de ${spanish[month] ?? ''} de ${year}`
  return `${english[month] ?? ''} ${day}, ${year}`
}
