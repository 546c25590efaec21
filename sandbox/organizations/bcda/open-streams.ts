// How many files are on their way just now, and how many were at most.

export type OpenStreams = ReturnType<typeof createOpenStreams>

/** None yet. */
export function createOpenStreams() {
  let open = 0
  let peak = 0
  let total = 0
  return {
    /** One more; the function it returns is called when it ended, and counts once. */
    begin(): () => void {
      open += 1
      total += 1
      peak = Math.max(peak, open)
      let isOpen = true
      return () => {
        if (isOpen) open -= 1
        isOpen = false
      }
    },
    counts: () => ({ open, peak, total }),
    clear(): void {
      peak = open
      total = 0
    },
  }
}
