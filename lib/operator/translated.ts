// The failures of rooms that hang on globalThis, in the classes of whoever asks: Next bundles pages and handlers apart, so
// that a failure thrown by the other bundle's copy is no instance of ours. Codes are the same everywhere.
import 'server-only'
import { Misconfigured, NotAllowed, Unavailable } from '@/lib/errors'

/** @throws NotAllowed, Unavailable or Misconfigured for what has their code; anything else as it is */
export async function translated<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw translate(error)
  }
}

function translate(error: unknown): unknown {
  if (!(error instanceof Error) || !('code' in error)) return error
  if (error.code === 'not-allowed') return new NotAllowed('export')
  if (error.code === 'unavailable') return new Unavailable('export')
  if (error.code === 'misconfigured') return new Misconfigured(['settings of a connection or of exports'])
  return error
}
