// Signs in many of the sandbox's people, a few at a time, over plain HTTP.
import pLimit from 'p-limit'
import { signInOverHttp } from '@/bench/visitor'

const atOnce = 6

/** @returns what each one's browser sends along; each is somebody else */
export async function signInPeople(url: string, count: number, stop: AbortSignal, firstNumber = 2_000): Promise<readonly string[]> {
  const limit = pLimit(atOnce)
  const one = async (index: number) => {
    stop.throwIfAborted()
    return signInOverHttp(url, firstNumber + index)
  }
  return Promise.all(Array.from({ length: count }, (_, index) => limit(one, index)))
}
