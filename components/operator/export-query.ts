// The one way the browser asks how far an export is: key and fetcher in one place. It stops asking when nobody works on it.
import { queryOptions } from '@tanstack/react-query'
import { type ShownExport, shownExportSchema } from './shown-export'

const everyMs = 1_000

export function exportQuery(begun: ShownExport, ask: typeof fetch = fetch) {
  return queryOptions<ShownExport, Error, ShownExport, readonly ['export', string]>({
    queryKey: ['export', begun.id],
    queryFn: async ({ signal }) => {
      const reply = await ask(`/api/operator/exports/${begun.id}`, { cache: 'no-store', signal })
      // The session ended, or the export is gone: the server says it better than this page can.
      if (reply.status === 401 || reply.status === 404) window.location.reload()
      if (!reply.ok) throw new Error(`export ${reply.status}`)
      return shownExportSchema.parse(await reply.json())
    },
    initialData: begun,
    // Painted this moment: the first look comes a second later.
    initialDataUpdatedAt: () => Date.now(),
    staleTime: everyMs,
    gcTime: 0,
    retry: 3,
    refetchInterval: ({ state }) => (state.data?.isWorking ? everyMs : false),
  })
}
