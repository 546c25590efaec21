// An expected answer is a value: a person may decline to share something, and that is a choice, not a fault
// (architecture section 4). Every view must therefore say what it shows when something is withheld.

export type Answer<T> = { readonly kind: 'shared'; readonly value: T } | { readonly kind: 'withheld' }

export const withheld: Answer<never> = { kind: 'withheld' }

export function shared<T>(value: T): Answer<T> {
  return { kind: 'shared', value }
}
