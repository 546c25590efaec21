/**
 * Facts that claims of several kinds share in version 3.
 */
import type { Claim } from '@/sandbox/people/claims/claim'
import { code } from './facts'
import type { Fact } from './facts'
import type { Processing } from './unfinished'

/** Original, void or replacement. An original says so only now and then, except drugs, which always do. */
export function adjustmentFact(claim: Claim): readonly Fact[] {
  if (claim.state === 'void') return [code('CLM_ADJSTMT_TYPE_CD', '1', 'VOID')]
  if (claim.state === 'corrected') return [code('CLM_ADJSTMT_TYPE_CD', '2', 'REPLACEMENT')]
  const says = claim.kind === 'pde' || claim.full || claim.slot % 2 === 0
  return says ? [code('CLM_ADJSTMT_TYPE_CD', '0', 'ORIGINAL')] : []
}

export function contractorFact(claim: Claim): Fact {
  return code('CLM_CNTRCTR_NUM', claim.contractor.code, claim.contractor.text)
}

/** How far a claim has come in the payment systems; an open one has no status letter. */
export function processingFacts(processing: Processing): readonly Fact[] {
  const { status, source } = processing
  const words = STATUS_WORDS[status ?? 'S'] ?? 'In process'
  return [
    ...(status === null ? [] : [code('CLM_PD_STUS_CD', status)]),
    ...(source === 'FISS' ? [] : [code('CLM_AUDT_TRL_STUS_CD', source === 'VMS' ? 'V0008' : 'M1', words)]),
  ]
}

const STATUS_WORDS: Readonly<Record<string, string>> = {
  P: 'Paid',
  D: 'Denied',
  R: 'Rejected',
  T: 'Returned to provider',
  S: 'Suspended',
  I: 'Inactive',
}
