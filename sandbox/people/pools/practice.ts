/**
 * Who works where: specialties, places of service and pharmacies, with the words claims give them.
 */
import type { CodeText } from './services'

export interface Specialty extends CodeText {
  /** The national taxonomy's code; its words are licensed, so only the number is here. */
  readonly taxonomy: string
}

export const SPECIALTIES: readonly (readonly [number, Specialty])[] = parse(`
11|Internal medicine|207R00000X|16
08|Family practice|207Q00000X|14
01|General practice|208D00000X|4
06|Cardiology|207RC0000X|7
07|Dermatology|207N00000X|4
18|Ophthalmology|207W00000X|6
41|Optometrist|152W00000X|3
20|Orthopedic surgery|207X00000X|5
34|Urology|208800000X|3
10|Gastroenterology|207RG0100X|3
29|Pulmonary disease|207RP1001X|3
30|Diagnostic radiology|2085R0202X|6
93|Emergency medicine|207P00000X|4
65|Physical therapist in private practice|225100000X|4
50|Nurse practitioner|363L00000X|6
97|Physician assistant|363A00000X|4
69|Clinical laboratory (billing independently)|291U00000X|6
59|Ambulance service supplier|341600000X|2
`)

export const SUPPLIER: Specialty = {
  code: '54',
  text: 'Medical supply company',
  taxonomy: '332B00000X',
}

export const PLACES_OF_SERVICE: readonly (readonly [number, CodeText])[] = [
  [70, { code: '11', text: 'Office. Location where the health professional routinely provides health examinations.' }],
  [
    10,
    { code: '22', text: 'On Campus-Outpatient Hospital. A portion of a hospital which provides outpatient services.' },
  ],
  [
    8,
    { code: '21', text: 'Inpatient Hospital. A facility, other than psychiatric, which provides inpatient services.' },
  ],
  [
    5,
    { code: '23', text: 'Emergency Room - Hospital. A portion of a hospital where emergency treatment is provided.' },
  ],
  [
    3,
    {
      code: '81',
      text: 'Independent Laboratory. A laboratory certified to perform tests independent of an institution.',
    },
  ],
  [
    2,
    { code: '12', text: 'Home. Location, other than a hospital or other facility, where the patient receives care.' },
  ],
  [
    2,
    {
      code: '31',
      text: 'Skilled Nursing Facility. A facility which primarily provides inpatient skilled nursing care.',
    },
  ],
]
export const AT_HOME: CodeText = PLACES_OF_SERVICE[5]?.[1] ?? { code: '12', text: 'Home.' }

export const PHARMACIES: readonly (readonly [number, CodeText])[] = [
  [70, { code: '01', text: 'Community/retail pharmacy' }],
  [18, { code: '06', text: 'Mail order pharmacy' }],
  [6, { code: '05', text: 'Long-term care pharmacy' }],
  [4, { code: '08', text: 'Specialty care pharmacy' }],
  [2, { code: '03', text: 'Home infusion therapy provider' }],
]

export const RESIDENCES: readonly (readonly [number, CodeText])[] = [
  [88, { code: '01', text: 'Home' }],
  [6, { code: '03', text: 'Nursing facility (long-term care facility)' }],
  [4, { code: '04', text: 'Assisted living facility' }],
  [2, { code: '02', text: 'Skilled Nursing Facility' }],
]

export const ORIGINS: readonly (readonly [number, CodeText])[] = [
  [75, { code: '3', text: 'Electronic' }],
  [15, { code: '1', text: 'Written' }],
  [7, { code: '2', text: 'Telephone' }],
  [3, { code: '4', text: 'Facsimile' }],
]

/** Contractors that process claims: number and name. */
export const CONTRACTORS: readonly CodeText[] = [
  { code: '01112', text: 'CALIFORNIA - NORTHERN (PART B)' },
  { code: '04412', text: 'TEXAS (PART B)' },
  { code: '06102', text: 'ILLINOIS (PART B)' },
  { code: '09102', text: 'FLORIDA (PART B)' },
  { code: '13282', text: 'NEW YORK (PART B)' },
]

function parse(table: string): readonly (readonly [number, Specialty])[] {
  return table
    .trim()
    .split('\n')
    .map(row => {
      const [code = '', text = '', taxonomy = '', weight] = row.split('|')
      return [Number(weight), { code, text, taxonomy }]
    })
}
