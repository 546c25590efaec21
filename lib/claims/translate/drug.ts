// A fill of a prescription: what, how much, for how many days, where the year's costs stood (contract claims-data 1.3,
// 1.4). Part D's phase is nowhere as a word; it is read from the threshold mark and the discount.
import type { DrugFill } from '@/lib/claims/claim'
import type { LineAmounts } from './amounts'
import { coded } from './codes'
import { readService, type Lines } from './lines'
import { count, extensionCoding, hasCode, list, node, number, text, isNode } from './read'
import { findInfo, infoCoding, type Source } from './source'
import { variables } from './versions'

/** The fill, or `null` for any other kind of claim. */
export function readDrug(source: Source, lines: Lines): DrugFill | null {
  if (source.kind !== 'pde') return null
  const item = lines.records[0]
  const quantity = node(item?.['quantity'])
  const amounts = lines.amounts[0] ?? {}
  return {
    drug: item === undefined ? null : readService(item),
    quantity: number(quantity['value']),
    unit: text(quantity['unit']),
    daysSupply: quantityOf(source, 'daysSupply'),
    fillNumber: quantityOf(source, 'fillNumber'),
    generic: readGeneric(source),
    pharmacyKind: coded('pharmacy', pharmacyCoding(source), 2),
    prescriptionNumber: readPrescription(source),
    phase: readPhase(source, amounts),
    subsidyCents: amounts.subsidy ?? null,
    discountCents: amounts.gapDiscount ?? null,
    compound: hasCode(item?.['productOrService'], 'compound'),
  }
}

function quantityOf(source: Source, name: 'daysSupply' | 'fillNumber'): number | null {
  return count(node(findInfo(source, name)?.['valueQuantity'])['value'])
}

function readGeneric(source: Source): boolean | null {
  const code = infoCoding(source, 'brand')?.code
  return code === 'G' ? true : code === 'B' ? false : null
}

function pharmacyCoding(source: Source): ReturnType<typeof extensionCoding> {
  if (source.dialect.version === 3) return infoCoding(source, 'pharmacyKind')
  return extensionCoding(source.record['facility'], `${variables}phrmcy_srvc_type_cd`)
}

function readPrescription(source: Source): string | null {
  const found = text(findInfo(source, 'prescription')?.['valueString'])
  if (found !== null) return found
  const identifiers = list(source.record['identifier']).filter(isNode)
  return text(identifiers.find((one) => one['system'] === `${variables}rx_srvc_rfrnc_num`)?.['value'])
}

function readPhase(source: Source, amounts: LineAmounts): DrugFill['phase'] {
  const code = infoCoding(source, 'phase')?.code
  if (code === 'A') return 'reached-limit'
  if (code === 'C') return 'above-limit'
  return (amounts.gapDiscount ?? 0) > 0 ? 'in-gap' : null
}
