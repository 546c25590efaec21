import { describe, expect, it } from 'vitest'
import type { Claim, Owe } from './claim'
import { toClaimRow } from './row'
import { readClaim } from './translate/from-explanation-of-benefit'
import * as three from './translate/fixtures/version-three'
import * as two from './translate/fixtures/version-two'

function claimOf(resource: unknown, version: 2 | 3 = 2): Claim {
  const claim = readClaim(resource, version)
  if (claim === null) throw new Error('not read as a claim')
  return claim
}

describe('a row', () => {
  it('says who, what and one figure in the reader’s language', () => {
    expect(toClaimRow(claimOf(two.carrier), 'en')).toEqual({
      id: 'carrier--901', kind: 'carrier', state: 'paid', from: '2023-03-04', to: '2023-03-04', who: 'River Bend Family Care, LLC', what: "Doctor or lab visit, doctor's office", figure: 'may-owe', cents: 2000,
    })
    expect(toClaimRow(claimOf(two.carrier), 'es').what).toBe('Visita al médico o laboratorio, consultorio médico')
  })

  it('names the medicine, and the kind of pharmacy where no name is given', () => {
    expect(toClaimRow(claimOf(two.pde), 'en')).toMatchObject({ who: 'Community pharmacy', what: 'Prescription: Inventol (invented tablets)', figure: 'paid', cents: 1265 })
    expect(toClaimRow(claimOf(three.pde, 3), 'en')).toMatchObject({ who: 'Corner Drugs', what: 'Prescription' })
  })

  it.each([
    [0, [], 'nothing-to-pay'],
    [-500, [], 'unclear'],
    [-500, ['lines-denied'], 'unclear'],
    [0, ['lines-denied'], 'not-reported'],
    [0, ['protected', 'lines-denied'], 'nothing-to-pay'],
  ] as const)('%i cents with remarks %j reads %s: denied lines may be billed after all, and a credit is no zero', (cents, remarks, figure) => {
    const owe: Owe = { kind: 'may-owe', cents, terms: [], check: 'fits', remarks }
    expect(toClaimRow({ ...claimOf(two.carrier), owe }, 'en')).toMatchObject({ figure, cents: null })
  })

  it('shows the reason when there is no figure', () => {
    expect(toClaimRow(claimOf(three.inProcess, 3), 'en')).toMatchObject({ figure: 'in-process', cents: null, state: 'in-process' })
    expect(toClaimRow(claimOf(two.hospice), 'en')).toMatchObject({ figure: 'nothing-listed' })
  })

  it('is never longer than 400 bytes, and cuts names between characters', () => {
    const name = '😀ñ"\\'.repeat(200)
    const claim = claimOf(three.carrier, 3)
    const row = toClaimRow({ ...claim, id: 'x'.repeat(64), who: claim.who && { ...claim.who, name } }, 'es')
    expect(Buffer.byteLength(JSON.stringify(row))).toBeLessThanOrEqual(400)
    expect(row.who).toMatch(/…$/)
    expect(row.who).not.toMatch(/\p{Surrogate}/u)
    expect(row.cents).toBe(2000)
  })
})
