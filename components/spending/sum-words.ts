// How a sum reads: the amount, on how many of its claims it is listed where that is not all of them, or that it is not.
import type { CareSpending, DrugSpending, Sum } from '@/lib/claims/spending'
import { formatMoney, type Language } from '@/lib/format'
import type { Messages } from '@/lib/messages/messages'
import type { Speaker } from '@/lib/messages/speak-briefly'
import type { BarPart } from './bar-geometry'

export type SpendingWords = Messages['spending']

/** What every part of the page needs to speak. */
export interface Voice {
  readonly language: Language
  readonly t: Speaker<SpendingWords>
}

/** @param count how many claims could have listed the amount */
export function sayMoney({ cents, listed }: Sum, count: number, { language, t }: Voice): string {
  if (listed === 0) return t('notListed')
  const amount = formatMoney(cents, language)
  return listed < count ? t('onSome', { amount, listed, count }) : amount
}

/** Charged, approved, paid, owed: the four columns and bars of a year. */
export function sayCare(care: CareSpending, voice: Voice): readonly string[] {
  return [care.charged, care.approved, care.medicarePaid, care.mayOwe].map((sum) => sayMoney(sum, care.count, voice))
}

export function sayDrugs({ count, cost, planPaid, paid }: DrugSpending, voice: Voice): readonly string[] {
  return [cost, planPaid, paid].map((sum) => sayMoney(sum, count, voice))
}

/** A sum as a part of a bar. */
export function partOf(sum: Sum, count: number, voice: Voice, { word, look }: Pick<BarPart, 'word' | 'look'>): BarPart {
  return { word, value: sayMoney(sum, count, voice), cents: sum.cents, look: sum.listed < count ? 'dashed' : look }
}
