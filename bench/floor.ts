// The least time a load can take: one call for the first page, then the others four at once, each as long as the latency,
// and what the sandbox itself needs to make and send the pages, measured in the same run without latency.
import pLimit from 'p-limit'

const pageSize = 50
const atOnce = 4

/** Time of the sandbox alone for all pages, in ms: fetched four at once, unpacked and thrown away. */
export async function serveAll(sandboxUrl: string, accessToken: string, claims: number): Promise<number> {
  const begunMs = performance.now()
  const get = async (start: number) => {
    const reply = await fetch(`${sandboxUrl}/v2/fhir/ExplanationOfBenefit/?_count=${pageSize}&startIndex=${start}`, { headers: { authorization: `Bearer ${accessToken}` } })
    if (!reply.ok) throw new Error(`the sandbox answered ${reply.status}`)
    await reply.arrayBuffer()
  }
  await get(0)
  const limit = pLimit(atOnce)
  await Promise.all(startsOf(claims).map((start) => limit(() => get(start))))
  return performance.now() - begunMs
}

/** In ms, for this many claims at this latency. */
export function floorMs(claims: number, latencyMs: number, servingMs: number): number {
  return latencyMs * (1 + Math.ceil(startsOf(claims).length / atOnce)) + servingMs
}

function startsOf(claims: number): readonly number[] {
  return Array.from({ length: Math.max(0, Math.ceil(claims / pageSize) - 1) }, (_, index) => (index + 1) * pageSize)
}
