// What an error file says, as counts only: its lines can hold a Medicare number in clear (contract 1.6), so its words
// stay on the disk.
import 'server-only'
import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { z } from 'zod'

const outcomeSchema = z.object({ issue: z.array(z.object({ severity: z.string() })) })
const mildSeverities = ['warning', 'information', 'success']

/** How many lines of a checked file of OperationOutcomes tell of nothing that is missing. */
export async function countOutcomes(file: string, signal: AbortSignal): Promise<number> {
  let mild = 0
  const input = createReadStream(file, { signal })
  for await (const line of createInterface({ input, crlfDelay: Infinity })) if (line !== '' && isMild(line)) mild += 1
  return mild
}

function isMild(line: string): boolean {
  const outcome = outcomeSchema.safeParse(JSON.parse(line))
  return outcome.success && outcome.data.issue.every(({ severity }) => mildSeverities.includes(severity))
}
