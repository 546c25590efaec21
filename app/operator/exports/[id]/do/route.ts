// Everything that can be done with one export, by its name in the form: stop, resume, cancel, verify, delete.
import { type NextRequest, NextResponse } from 'next/server'
import { noStore } from '@/app/for-api'
import { forOperatorForm } from '@/app/operator/for-operator'
import { readOperatorDestination } from '@/lib/operator/destinations'
import { doWithExport, exportDeeds } from '@/lib/operator/exports'

interface Context {
  readonly params: Promise<{ readonly id: string }>
}

export async function POST(request: NextRequest, { params }: Context): Promise<Response> {
  const { id } = await params
  const then = readOperatorDestination(`export.${id}`)
  if (then !== `export.${id}`) return new NextResponse(null, { status: 404, headers: noStore })
  return forOperatorForm(request, then, async (form) => {
    const deed = exportDeeds.find((each) => each === form.get('deed'))
    if (!deed) return `/operator/exports/${id}?problem=form`
    await doWithExport(id, deed)
    return deed === 'delete' ? '/operator/exports' : null
  })
}
