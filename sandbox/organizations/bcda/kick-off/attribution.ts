// Whether there is a list of people to export: it can be missing altogether, for that moment, or not yet renewed
// (contract 1.5, last rows).
import type { KickOff } from './kick-off'

/** The complaint, or null. */
export function complainAttribution({ asked, behaviour, client, group }: KickOff): string | null {
  const missing = 'failed to start job; attribution file not found'
  if (group === 'runout') {
    if (behaviour.bcdaRunout === 'missing') return missing
    return behaviour.bcdaRunout === 'expired' ? 'runout data is no longer available. Runout data expires 180 days after ingestion' : null
  }
  if (behaviour.bcdaAttribution === 'missing') return missing
  if (behaviour.bcdaAttribution === 'missing-for-since' && asked.url.searchParams.has('_since')) return `${missing} for given _since parameter.`
  return behaviour.bcdaAttribution === 'awaiting-new-year' ? awaiting(client.set.cmsId) : null
}

function awaiting(cmsId: string): string {
  return (
    'unable to perform export operations for this Group. No up-to-date attribution information is available for ACOID ' +
    `'${cmsId}'. Usually this is due to awaiting new attribution information at the beginning of a Performance Year`
  )
}
