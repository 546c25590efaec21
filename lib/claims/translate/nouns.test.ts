// What the reader makes of each kind of claim, in each version and shape, written out for a person to review:
// fixtures/nouns.txt. It is made from our own invented records, as the recorded replies may not be copied and a snapshot
// of what is read from them would be a copy. Those are held against values worked out anew from the raw reply each time,
// in recorded-facts.test.ts, and against the printed examples in recorded.test.ts.
import { expect, it } from 'vitest'
import { writeOut } from './fixtures/readable'
import { everyVersionThreeClaim } from './fixtures/version-three'
import { everyVersionTwoClaim } from './fixtures/version-two'
import { readClaim } from './from-explanation-of-benefit'

it('every kind of claim in every shape reads as reviewed', async () => {
  const two = Object.entries(everyVersionTwoClaim).map(([name, resource]) => [`${name}, version 2`, readClaim(resource, 2)] as const)
  const three = Object.entries(everyVersionThreeClaim).map(([name, resource]) => [`${name}, version 3`, readClaim(resource, 3)] as const)
  const text = [...two, ...three].map(([name, claim]) => `== ${name}\n${writeOut(claim)}`).join('\n')
  await expect(text).toMatchFileSnapshot('./fixtures/nouns.txt')
})
