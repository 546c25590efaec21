// Signs in many of the sandbox's people, a few at a time, over plain HTTP.
import pLimit from 'p-limit'
import { signInOverHttp } from '@/bench/visitor'

const atOnce = 6
/** Invented people have numbers; those from here on are nobody's favourites in other proofs. */
export const firstPerson = 2_000

/** What the sandbox calls a person. */
export function userName(number: number): string {
  return `BBUser${String(number).padStart(5, '0')}`
}

/** @returns what each one's browser sends along; each is somebody else */
export async function signInPeople(url: string, count: number, stop: AbortSignal, firstNumber = firstPerson): Promise<readonly string[]> {
  const limit = pLimit(atOnce)
  const one = async (index: number) => {
    stop.throwIfAborted()
    return signInOverHttp(url, firstNumber + index)
  }
  return Promise.all(Array.from({ length: count }, (_, index) => limit(one, index)))
}
