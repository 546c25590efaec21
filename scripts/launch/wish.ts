// What a person typed after one of our commands: a wish that is fulfilled, a call for help, or words that make no sense.

/** A wish, or what was wrong with the words; an empty problem asks for help. */
export type Understood<Wish> = Wish | { readonly problem: string }

/** The exit code for a command that could not be understood. */
const usageCode = 2

/** Reads the words; those that `parseArgs` refuses become a problem in its own words. */
export function understand<Wish>(read: () => Understood<Wish>): Understood<Wish> {
  try {
    return read()
  } catch (error) {
    return { problem: error instanceof Error ? error.message : 'This could not be read.' }
  }
}

/** Does what was wished and answers its exit code, or says how the command is used. */
export async function fulfil<Wish extends object>(wish: Understood<Wish>, usage: string, work: (wish: Wish) => Promise<number>): Promise<number> {
  if (!('problem' in wish)) return work(wish)
  if (wish.problem) console.error(wish.problem)
  ;(wish.problem ? console.error : console.log)(usage)
  return wish.problem ? usageCode : 0
}
