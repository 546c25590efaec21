// The measure must tell easy from hard, or the test of the messages proves nothing.
import { expect, it } from 'vitest'
import { readingGrade, splitSentences, splitWords } from './reading-ease'

it('calls short words easy', () => {
  expect(readingGrade('The cat sat on the mat. It was warm. The dog came in.')).toBeLessThan(2)
})

it('calls the language of offices hard', () => {
  const text = 'Adjudication of the beneficiary’s reimbursement necessitates documentation substantiating eligibility for the applicable benefit category.'
  expect(readingGrade(text)).toBeGreaterThan(16)
})

it('sees the end of a sentence behind a quotation mark', () => {
  expect(splitSentences('He said “stop.” Then he left.')).toHaveLength(2)
})

it('counts a phone number as one word', () => {
  expect(splitWords('Call 1-800-MEDICARE now.')).toHaveLength(3)
})
