'use client'
// A public page broke. It stands without the frame of the page, which may be what broke.
import { PageProblem } from '@/components/page-problem'

export default function PublicError({ retry }: { readonly error: unknown; readonly retry: () => void }) {
  return (
    <main className="page flex justify-center">
      <PageProblem retry={retry} />
    </main>
  )
}
