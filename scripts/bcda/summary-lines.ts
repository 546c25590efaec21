// The numbers of a finished export as lines of a terminal.
import type { ExportSummary } from '@/lib/connections/analysis/summary'

export function summaryLines({ resources, claims, kinds, unreadable }: ExportSummary): readonly string[] {
  return [
    ...resources.map(({ type, count }) => `${pad(type, 24)}${number(count)}`),
    ...(kinds.length > 0 ? ['', `${pad('claims', 24)}${pad('number', 12)}paid`] : []),
    ...kinds.flatMap((group) => [
      row(group.kind, group),
      ...claims.filter(({ kind }) => kind === group.kind).map((year) => row(`  ${year.year ?? 'no date'}`, year)),
    ]),
    ...(unreadable > 0 ? [`${number(unreadable)} claims could not be read.`] : []),
  ]
}

function row(name: string, { claims, paidCents, claimsWithoutPaid }: Pick<ExportSummary['kinds'][number], 'claims' | 'paidCents' | 'claimsWithoutPaid'>): string {
  const paid = paidCents === null ? 'Not reported' : `$${(paidCents / 100).toLocaleString('en', { minimumFractionDigits: 2 })}`
  return `${pad(name, 24)}${pad(number(claims), 12)}${paid}${paidCents !== null && claimsWithoutPaid > 0 ? `, ${number(claimsWithoutPaid)} claims do not say` : ''}`
}

function pad(text: string, width: number): string {
  return text.padEnd(width)
}

function number(value: number): string {
  return value.toLocaleString('en')
}
