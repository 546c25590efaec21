'use client'
// A signed-in page broke. The frame stands, so the person can go elsewhere or leave.
import { PageProblem } from '@/components/page-problem'

export default function PatientError({ retry }: { readonly error: unknown; readonly retry: () => void }) {
  return <PageProblem retry={retry} />
}
