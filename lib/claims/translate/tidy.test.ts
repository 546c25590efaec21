// Medicare's own texts made readable, and a drug's two names said as one where they are one.
import { describe, expect, it } from 'vitest'
import { tidyDrug, tidyText } from './tidy'

describe('a text', () => {
  it.each([
    ['"ANEMIA, UNSPECIFIED"', 'Anemia, unspecified'],
    ['Anemia', 'Anemia'],
    ['CHRONIC KIDNEY DISEASE, STAGE III, ESRD', 'Chronic kidney disease, stage III, ESRD'],
    ['VITAMIN D DEFICIENCY, UNSPECIFIED', 'Vitamin D deficiency, unspecified'],
    ['CHRONIC VIRAL HEPATITIS C NOS', 'Chronic viral hepatitis C NOS'],
    ['~', null],
    [null, null],
  ])('%j reads %j', (written, read) => {
    expect(tidyText(written)).toBe(read)
  })
})

describe('a drug', () => {
  it.each([
    ['Prednisone - PREDNISONE', 'Prednisone'],
    ['SIMVASTATIN - SIMVASTATIN', 'Simvastatin'],
    ['Atorvastatin Calcium - ATORVASTATIN', 'Atorvastatin Calcium'],
    ['Duloxetine - DULOXETINE HYDROCHLORIDE', 'Duloxetine'],
    ['ATORVASTATIN CALCIUM - ATORVASTATIN CALCIUM PROPYLENE GLYCOL SOLVATE', 'Atorvastatin calcium'],
    ['Metformin ER - METFORMIN HYDROCHLORIDE', 'Metformin ER'],
    ['Lisinopril and Hydrochlorothiazide - LISINOPRIL AND HYDROCHLOROTHIAZIDE', 'Lisinopril and Hydrochlorothiazide'],
    ['Fake Diluent - WATER', 'Fake Diluent (water)'],
    ['Trade XR - SUBSTANCE HYDROCHLORIDE', 'Trade XR (substance hydrochloride)'],
    ['Metforminol - METFORMIN', 'Metforminol (metformin)'],
    ['Losartan - LOSARTAN POTASSIUM AND HYDROCHLOROTHIAZIDE', 'Losartan (losartan potassium and hydrochlorothiazide)'],
    ['Co-Name - CO-NAME', 'Co-Name'],
    ['Only One Name', 'Only One Name'],
    [' - SUBSTANCE', '- substance'],
    ['Trade - ', 'Trade -'],
    ['', null],
    [null, null],
  ])('%j reads %j', (written, read) => {
    expect(tidyDrug(written === null ? null : written.trim())).toBe(read)
  })
})
