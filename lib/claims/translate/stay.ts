// A stay: when it began, how it ended, and what Medicare grouped it under.
import type { Claim, Stay } from '@/lib/claims/claim'
import type { ClaimAmounts } from './amounts'
import { coded } from './codes'
import { countedDate } from './dates'
import { extensionCoding, firstCoding, list, node, text } from './read'
import { claimExtensionCoding, findInfo, infoCoding, type Source } from './source'
import { variables } from './versions'

/** The stay, for hospital, skilled nursing and hospice claims; `null` for any other kind. */
export function readStay(source: Source, amounts: ClaimAmounts): Stay | null {
  if (source.kind !== 'inpatient' && source.kind !== 'snf' && source.kind !== 'hospice') return null
  const admission = node(findInfo(source, 'admission')?.['timingPeriod'])
  return {
    admittedOn: countedDate(admission['start'], source.tally),
    dischargedOn: countedDate(admission['end'], source.tally),
    discharge: coded('discharge', infoCoding(source, 'discharge', '/BENE-PTNT-STUS-CD'), 2),
    drg: readGroup(source),
    coveredDays: amounts.coveredDays ?? null,
  }
}

/** The preview of 2020 kept the group on a diagnosis. */
function readGroup(source: Source): Stay['drg'] {
  const found = coded('drg', infoCoding(source, 'drg'))
  if (found !== null) return found
  for (const diagnosis of list(source.record['diagnosis'])) {
    const held = coded('drg', firstCoding(node(diagnosis)['packageCode']))
    if (held !== null) return held
  }
  return null
}

/** Facility, class and frequency digits of an institutional bill as one text: "131"; `null` when a digit is missing. */
export function readBillType(source: Source): Claim['billType'] {
  if (source.dialect.version === 3) {
    const code = infoCoding(source, 'billType', '/TypeOfBill')?.code
    return code === undefined ? null : code.replace(/^0(?=...$)/, '')
  }
  const facility = extensionCoding(source.record['facility'], `${variables}clm_fac_type_cd`)?.code
  const kind = claimExtensionCoding(source, 'billClass')?.code
  const frequency = infoCoding(source, 'billType')?.code
  return facility && kind && frequency ? text(facility + kind + frequency) : null
}
