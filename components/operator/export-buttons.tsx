// What can be done with an export as it stands now. Plain forms: they work without script.
import { WalkLink } from '@/components/ui/walk-link'
import type { ShownExport } from './shown-export'

const words = { stop: 'Stop', resume: 'Resume', cancel: 'Cancel at BCDA too', verify: 'Verify the files' } as const

export function ExportButtons({ shown: { id, isWorking, canResume, isComplete } }: { readonly shown: ShownExport }) {
  return (
    <div className="operator-deeds pt-2">
      {isComplete ? <WalkLink href={`/operator/exports/${id}/summary`} className="button">What it holds</WalkLink> : null}
      {isComplete ? <WalkLink href={`/operator/exports/${id}/claims`} className="button button-quiet">Claims</WalkLink> : null}
      {isComplete ? <Deed id={id} deed="verify" /> : null}
      {isWorking ? <Deed id={id} deed="stop" /> : null}
      {canResume ? <Deed id={id} deed="resume" /> : null}
      {canResume ? <Deed id={id} deed="cancel" /> : null}
      {isWorking ? null : <WalkLink href={`/operator/exports/${id}/delete`} className="button button-stop">Delete</WalkLink>}
    </div>
  )
}

function Deed({ id, deed }: { readonly id: string; readonly deed: keyof typeof words }) {
  return (
    <form action={`/operator/exports/${id}/do`} method="post">
      <button type="submit" name="deed" value={deed} className={deed === 'resume' ? 'button' : 'button button-quiet'}>{words[deed]}</button>
    </form>
  )
}
