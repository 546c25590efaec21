// Each line of the operators' log as a sentence.
import { systemName } from './system-names'

export interface LoggedDeed {
  readonly deed: string
  readonly words: readonly string[]
  readonly refs: { readonly by: string | null; readonly export?: string; readonly claim?: string }
}

const refusals: Readonly<Record<string, string>> = {
  'wrong-link': 'A sign-in was refused: the key did not open.',
  'not-listed': 'A sign-in was refused: not on the list of operators.',
  'second-factor-missing': 'A sign-in was refused: no second factor.',
  'not-verified': 'A sign-in was refused: the provider’s answer could not be verified.',
  cancelled: 'A sign-in was cancelled at the provider.',
  'provider-unavailable': 'A sign-in failed: the provider did not answer.',
}

const sentences: Readonly<Record<string, (words: readonly string[]) => string>> = {
  'signed-in': (words) => (words.includes('link') ? 'Signed in with the link of the terminal.' : 'Signed in at the provider.'),
  'sign-in-refused': ([why = '']) => refusals[why] ?? 'A sign-in was refused.',
  'signed-out': () => 'Signed out.',
  'link-shown': () => 'A new link was shown in the terminal.',
  'connection-tested': ([system = '', environment = '', outcome]) => `Tested ${systemName(system)}, ${environment}: it ${outcome === 'worked' ? 'worked' : 'failed'}.`,
  'export-started': () => 'Started an export.',
  'export-stopped': () => 'Stopped an export.',
  'export-resumed': () => 'Resumed an export.',
  'export-cancelled': () => 'Cancelled an export, here and at BCDA.',
  'export-verified': ([outcome]) => (outcome === 'whole' ? 'Verified an export: it is whole.' : 'Verified an export: it is damaged.'),
  'export-deleted': () => 'Deleted an export.',
  'summary-read': () => 'Looked at the sums of an export.',
  'claims-listed': () => 'Listed the claims of an export.',
  'claim-read': () => 'Read a claim.',
}

export function deedWords({ deed, words }: LoggedDeed): string {
  return sentences[deed]?.(words) ?? 'Something was done.'
}
