// The codes and numbers of a claim, folded away: for a phone call, not for reading. On paper they are open.
import { Fold } from '@/components/ui/fold'
import type { Claim, ClaimLine, Coded } from '@/lib/claims/claim'
import type { RecordCode } from '@/lib/claims/translate/record-codes'
import { describeBillType } from '@/lib/claims/words/bill-types'
import { bareCode, describeRole } from '@/lib/claims/words/describe'
import { describeModifier } from '@/lib/claims/words/modifiers'
import { describeRecordCode, nameRecordCodes } from '@/lib/claims/words/record-codes'
import type { Language } from '@/lib/format'
import { words } from '@/lib/messages/messages'
import type { ClaimPartProps } from './claim-letter'

type Code = readonly [label: string, code: string | null | undefined]

export function ClaimCodes({ claim, codes: small, language }: ClaimPartProps & { readonly codes: readonly RecordCode[] }) {
  const t = words(language, 'claim')
  const codes = [...numbers(claim, language), ...providers(claim, language), ...medical(claim, language), ...lines(claim, language), ...marks(small, language), ...sources(claim, language)]
  return (
    <section>
      <Fold summary={t('codes')}>
        <p className="text-quiet">{t('codesLead')}</p>
        <dl className="facts mt-2">
          {codes.flatMap(([label, code], index) =>
            code ? [<div key={`${index} ${label}`}><dt>{label}</dt><dd className="code">{code}</dd></div>] : [],
          )}
        </dl>
      </Fold>
    </section>
  )
}

function numbers(claim: Claim, language: Language): readonly Code[] {
  const t = words(language, 'claim')
  return [
    [t('codeLabels.claim'), claim.id],
    [t('codeLabels.control'), claim.controlNumber],
    [t('codeLabels.billType'), claim.billType && `${claim.billType}: ${describeBillType(claim.billType, language)}`],
    [t('codeLabels.rx'), claim.drug?.prescriptionNumber],
    [t('codeLabels.authorization'), claim.authorization?.number],
  ]
}

function providers(claim: Claim, language: Language): readonly Code[] {
  const t = words(language, 'claim')
  return claim.people.flatMap(({ role, npi, ccn }): readonly Code[] => [
    [`${describeRole(role, language)}: ${t('codeLabels.npi')}`, npi],
    [`${describeRole(role, language)}: ${t('codeLabels.ccn')}`, ccn],
  ])
}

function medical(claim: Claim, language: Language): readonly Code[] {
  const t = words(language, 'claim')
  return [
    ...claim.diagnoses.map(({ code }): Code => [t('codeLabels.diagnosis'), written(code, language)]),
    ...claim.procedures.map(({ code }): Code => [t('codeLabels.procedure'), written(code, language)]),
    [t('codeLabels.drug'), claim.drug?.drug ? written(claim.drug.drug, language) : null],
    [t('codeLabels.drg'), claim.stay?.drg?.code],
  ]
}

function lines(claim: Claim, language: Language): readonly Code[] {
  const t = words(language, 'claim')
  return claim.lines.map((line) => [t('line', { number: line.number }), lineCodes(line, language)])
}

function lineCodes({ service, about, place, modifiers }: ClaimLine, language: Language): string {
  const all = [service, about, place].flatMap((code) => (code ? [bareCode(code, language)] : []))
  return [...all, ...modifiers.map((code) => `${code}: ${describeModifier(code, language)}`)].join(', ')
}

/** The small codes of the record: the list, the code, and what it means. */
function marks(codes: readonly RecordCode[], language: Language): readonly Code[] {
  return codes.map(({ list, code }) => [nameRecordCodes(list, language), `${code}: ${describeRecordCode(list, code, language)}`])
}

/** The field each term of the sum was read from. */
function sources({ owe }: Claim, language: Language): readonly Code[] {
  const t = words(language, 'claim')
  return owe.kind === 'none' ? [] : owe.terms.map(({ name, source }) => [`${t(`terms.${name}`)}: ${t('codeLabels.source')}`, source])
}

/** The code without the name of its list, which stands beside it. */
function written(code: Coded, language: Language): string {
  return bareCode(code, language).replace(/^.*\s/, '')
}
