// The main job on real input of version 3.
import { expect, test } from '@playwright/test'
import { readAsRecorded, recordedPeople } from './steps'

test('recorded people of version 3 connect, and every record of theirs is shown or counted', async ({ browser, request }) => {
  const people = await recordedPeople(request, 3)
  test.skip(people.length === 0, 'skipped: no fixtures')
  test.setTimeout(60_000 + people.length * 30_000)
  const counts = []
  for (const [index, login] of people.entries()) counts.push(await readAsRecorded(browser, login, process.env['E2E_VERSION3_URL'] ?? '', index < 3))
  expect(Math.max(...counts)).toBeGreaterThan(0)
})
