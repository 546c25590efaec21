// What Optum's routes say: always the same in the mock, and in live answers something that follows from the question,
// so that two questions are told apart. Nobody in it exists.
import { createHash } from 'node:crypto'

export type Route = 'claimInquiry' | 'claimActions' | 'preServiceEligibility' | 'patientBenefitCheck' | 'documentSearch'

const pageSize = 2
const claimCount = 5
const lastPage = 'P-4'

/** The preloaded answer of a route, whatever it was asked. It has one page: a client that turns pages would never end. */
export function mockAnswer(route: Route): object {
  return { data: { [route]: say[route]('MOCK0000', lastPage) } }
}

/** The answer to these variables; `pageToken` is what the page before said. */
export function liveAnswer(route: Route, variables: unknown, pageToken: string | null): object {
  const seed = createHash('sha256').update(JSON.stringify(variables ?? null)).digest('hex').slice(0, 8).toUpperCase()
  return { data: { [route]: say[route](seed, pageToken) } }
}

const say: Record<Route, (seed: string, pageToken: string | null) => object> = {
  claimInquiry: (seed, pageToken) => pageOfClaims(seed, pageToken),
  claimActions: seed => ({ actionId: `A-${seed}`, claimNumber: `C-${seed}-1`, status: 'RECEIVED' }),
  preServiceEligibility: seed => ({ member: { memberId: `M-${seed}` }, eligible: true, plan: { name: 'Harbor Sandbox Plan', status: 'ACTIVE' } }),
  patientBenefitCheck: seed => ({
    transactionId: `T-${seed}`,
    covered: true,
    estimatedPatientResponsibility: { amount: '42.50', currency: 'USD' },
  }),
  documentSearch: seed => ({ documents: [{ documentId: `D-${seed}`, type: 'REMITTANCE', date: '2026-03-02' }] }),
}

function pageOfClaims(seed: string, pageToken: string | null): object {
  const from = Math.min(Number(/^P-(\d)$/.exec(pageToken ?? '')?.[1] ?? 0), claimCount)
  const until = Math.min(from + pageSize, claimCount)
  const claims = Array.from({ length: until - from }, (_, index) => ({
    claimNumber: `C-${seed}-${from + index + 1}`,
    status: index % 2 === 0 ? 'FINALIZED' : 'PENDING',
    serviceDate: `2026-03-0${from + index + 1}`,
    billedAmount: `${100 + from + index}.00`,
    paidAmount: `${80 + from + index}.00`,
  }))
  const more = until < claimCount
  return { claims, pagination: { hasMoreRecords: more, nextPageToken: more ? `P-${until}` : null } }
}
