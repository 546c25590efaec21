// What a prescription was and how a stay went, fact by fact. What the record does not say is left out here: these are not
// amounts, and a row of blanks would tell nothing.
import type { Fact } from '@/components/ui/facts'
import type { Coded, DrugFill, Stay } from '@/lib/claims/claim'
import { describeCode } from '@/lib/claims/words/describe'
import { describeAmount } from '@/lib/claims/words/drug-forms'
import { formatCount, formatDate, type Language } from '@/lib/format'
import { words } from '@/lib/messages/messages'

export function stayFacts(stay: Stay, language: Language): readonly Fact[] {
  const t = words(language, 'claim')
  return present([
    [t('admitted'), stay.admittedOn && formatDate(stay.admittedOn, language)],
    [t('discharged'), stay.dischargedOn && formatDate(stay.dischargedOn, language)],
    [t('discharge'), stay.discharge && describeCode(stay.discharge, language)],
    [t('group'), stay.drg && describeCode(stay.drg, language)],
    [t('coveredDays'), stay.coveredDays === null ? null : formatCount(stay.coveredDays, language)],
  ])
}

export function drugFacts(fill: DrugFill, language: Language): readonly Fact[] {
  const t = words(language, 'claim')
  return present([
    [t('drug'), fill.drug ? nameDrug(fill.drug, language) : t('drugUnknown')],
    [t('brand'), fill.generic === null ? null : t(fill.generic ? 'generic' : 'brandName')],
    [t('quantity'), describeAmount({ quantity: fill.quantity, unit: fill.unit, text: fill.drug?.text ?? null }, language)],
    [t('supply'), fill.daysSupply === null ? null : t('supplyDays', { count: fill.daysSupply })],
    [t('fill'), fill.fillNumber === null ? null : fill.fillNumber > 0 ? t('fillNumber', { number: fill.fillNumber }) : t('fillFirst')],
    [t('phase'), fill.phase && t(`phases.${fill.phase}`)],
  ])
}

/** A code never stands alone: where Medicare sent no name, the page says so. */
function nameDrug(drug: Coded, language: Language): string {
  const said = describeCode(drug, language)
  return drug.text === null ? `${said}. ${words(language, 'drugs')('codeNote')}` : said
}

function present(facts: readonly (readonly [string, string | null])[]): readonly Fact[] {
  return facts.flatMap(([label, value]) => (value ? [{ label, value }] : []))
}
