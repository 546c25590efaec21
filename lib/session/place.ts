// Where we are, told by the address of Blue Button alone. Pages show a mark for it; nothing else may depend on it.
import 'server-only'
import { type Place, settings } from '@/lib/env'

export function whereWeAre(): Place {
  return settings().place
}

/** The only host that answers for us, and whether people reach it over https. For the headers of every reply. */
export function ourAddress(): { readonly origin: string; readonly secure: boolean } {
  const { appOrigin, secure } = settings()
  return { origin: appOrigin, secure }
}
