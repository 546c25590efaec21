// An export as its pages show it; the same goes over the wire while it is watched, and is checked where it comes in.
import { z } from 'zod'

export const shownExportSchema = z.object({
  id: z.string(),
  environment: z.string(),
  request: z.object({ version: z.number(), population: z.string(), types: z.array(z.string()).readonly(), since: z.string().nullable(), typeFilter: z.string().nullable() }).readonly(),
  state: z.string(),
  reason: z.string().nullable(),
  told: z.string().nullable(),
  isWorking: z.boolean(),
  canResume: z.boolean(),
  isComplete: z.boolean(),
  createdAtMs: z.number(),
  finishedAtMs: z.number().nullable(),
  expiresAtMs: z.number().nullable(),
  preparedPercent: z.number().nullable(),
  progress: z
    .object({
      filesDone: z.number(),
      filesTotal: z.number().nullable(),
      lines: z.number(),
      /** Unpacked. */
      bytes: z.number(),
      bytesPerSecond: z.number().nullable(),
      timeLeftMs: z.number().nullable(),
    })
    .readonly(),
  transactionTime: z.string().nullable(),
  warnings: z.array(z.string()).readonly(),
})

export type ShownExport = Readonly<z.infer<typeof shownExportSchema>>
