// Everything that can be done with one export, by its name in the form: stop, resume, cancel, verify, delete.
import type { NextRequest } from 'next/server'
import { forOperatorForm } from '@/app/operator/for-operator'
import { operatorPath, readOperatorDestination } from '@/lib/operator/destinations'
import { doWithExport, exportDeeds } from '@/lib/operator/exports'

interface Context {
  readonly params: Promise<{ readonly id: string }>
}

export async function POST(request: NextRequest, { params }: Context): Promise<Response> {
  const { id } = await params
  const then = readOperatorDestination(`export.${id}`)
  return forOperatorForm(request, then, async (form) => {
    const deed = exportDeeds.find((each) => each === form.get('deed'))
    if (!deed) return `${operatorPath(then)}?problem=form`
    await doWithExport(id, deed)
    return deed === 'delete' ? operatorPath('exports') : null
  })
}
