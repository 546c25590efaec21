// Who has lately seen a server fail, and who has seen it answer, by the last that each has seen: however often one of them
// asks for the same broken thing, it is one word.

export interface Witnesses {
  hear(witness: string, isFailing: boolean): void
  /** Of all who were heard in the window that ends now. */
  tally(): { readonly failing: number; readonly all: number }
  clear(): void
}

/** @param now a clock that never goes back, in ms (quality AVL-09) */
export function createWitnesses(windowMs: number, now: () => number): Witnesses {
  // Whoever was heard last stands last, so the old ones are found at the front.
  const heard = new Map<string, { readonly isFailing: boolean; readonly atMs: number }>()
  const dropOld = () => {
    for (const [witness, { atMs }] of heard) {
      if (atMs > now() - windowMs) return
      heard.delete(witness)
    }
  }
  return {
    hear: (witness, isFailing) => {
      dropOld()
      heard.delete(witness)
      heard.set(witness, { isFailing, atMs: now() })
    },
    tally: () => {
      dropOld()
      return { failing: [...heard.values()].filter(({ isFailing }) => isFailing).length, all: heard.size }
    },
    clear: () => heard.clear(),
  }
}
