/**
 * What is on a line of a claim. CPT codes are numbers only: their words are licensed and appear nowhere here.
 */
export interface Service {
  readonly code: string
  readonly system: 'cpt' | 'hcpcs'
  /** CMS type of service and BETOS group: the words version 2 gives instead of a description. */
  readonly type: CodeText
  readonly betos: CodeText
  /** Preventive care: no deductible and no coinsurance. */
  readonly preventive: boolean
}

export interface CodeText {
  readonly code: string
  readonly text: string
}

const TYPES: Readonly<Record<string, string>> = {
  '1': 'Medical care',
  '2': 'Surgery',
  '3': 'Consultation',
  '4': 'Diagnostic radiology',
  '5': 'Diagnostic laboratory',
  '9': 'Other medical items or services',
  A: 'Used DME',
  D: 'Ambulance',
  P: 'Lump sum purchase of DME, prosthetics orthotics',
  R: 'Rental of DME',
  V: 'Pneumococcal/flu vaccine',
}
const GROUPS: Readonly<Record<string, string>> = {
  M1A: 'Office visits - new',
  M1B: 'Office visits - established',
  M2B: 'Hospital visit - subsequent',
  M3: 'Emergency room visit',
  M6: 'Consultations',
  P4B: 'Eye procedure - cataract removal/lens insertion',
  P6C: 'Minor procedures - other (Medicare fee schedule)',
  P8D: 'Endoscopy - colonoscopy',
  I1A: 'Standard imaging - chest',
  I1B: 'Standard imaging - musculoskeletal',
  T1A: 'Lab tests - routine venipuncture (non Medicare fee schedule)',
  T1B: 'Lab tests - automated general profiles',
  T1D: 'Lab tests - blood counts',
  T1H: 'Lab tests - other (non-Medicare fee schedule)',
  T2A: 'Other tests - electrocardiograms',
  O1A: 'Ambulance',
  O1E: 'Other drugs',
  O1G: 'Immunizations/Vaccinations',
  D1A: 'Medical/surgical supplies',
  D1C: 'Oxygen and supplies',
  D1D: 'Wheelchairs',
  D1E: 'Other DME',
}

/** For doctors, laboratories and ambulances: code, type of service, group, weight; `*` marks preventive care. */
export const OFFICE: readonly (readonly [number, Service])[] = parse(`
99213 1 M1B 16|99214 1 M1B 16|99203 1 M1A 5|99204 1 M1A 3|99232 1 M2B 6|99223 1 M2B 2|99284 1 M3 4|99285 1 M3 3
80053 5 T1B 7|80061 5 T1B 6|83036 5 T1H 5|85025 5 T1D 6|36415 5 T1A 6|84443 5 T1H 3|81001 5 T1H 3|82306 5 T1H 2
93000 1 T2A 4|71046 4 I1A 4|73562 4 I1B 2|73030 4 I1B 1|66984 2 P4B 1|45378 2 P8D 1|17000 2 P6C 2|20610 2 P6C 2
11042 2 P6C 1
97110 1 M6 3|97140 1 M6 2|92014 1 M6 2|G0438 1 M1A 1 *|G0439 1 M1B 3 *|G0402 1 M1A 1 *|G0008 V O1G 3 *|G0009 V O1G 1 *
G0101 1 M6 1 *|Q0091 1 M6 1 *|J0696 9 O1E 1|J1885 9 O1E 1|J3490 9 O1E 1|A0425 D O1A 2|A0427 D O1A 1|V2632 P D1E 1
`)

/** Equipment and supplies. */
export const EQUIPMENT: readonly (readonly [number, Service])[] = parse(`
E0601 R D1E 4|E0143 P D1E 3|K0001 R D1D 3|A4253 P D1A 6|A7030 P D1E 3|A7038 P D1E 2|E1390 R D1C 4|E0260 R D1E 2
E0431 R D1C 2
A4259 P D1A 3|A6550 P D1A 1|K0823 R D1D 1|E0163 P D1E 1|L1833 P D1E 1|A5500 P D1A 1
`)

/** In a hospital's outpatient department or a clinic. */
export const OUTPATIENT: readonly (readonly [number, Service & { readonly revenue: string }])[] = parse(`
99213 1 M1B 8|99214 1 M1B 6|99284 1 M3 4|99285 1 M3 2|80053 5 T1B 7|80061 5 T1B 5|83036 5 T1H 4|85025 5 T1D 6
36415 5 T1A 7
93000 1 T2A 3|71046 4 I1A 4|73562 4 I1B 2|45378 2 P8D 1|97110 1 M6 4|97140 1 M6 2|J0696 9 O1E 1|J1885 9 O1E 1
G0008 V O1G 1 *
`).map(([weight, service]) => [weight, { ...service, revenue: revenueOf(service) }])

function revenueOf(service: Service): string {
  const { code, type } = service
  if (code.startsWith('9928')) return '0450'
  if (code.startsWith('992')) return '0510'
  if (code.startsWith('971')) return '0420'
  if (code.startsWith('J')) return '0636'
  if (type.code === 'V') return '0771'
  if (type.code === '4') return '0320'
  if (type.code === '2') return '0360'
  if (code === '93000') return '0730'
  return code === '85025' ? '0305' : code === '36415' ? '0300' : '0301'
}

function parse(table: string): readonly (readonly [number, Service])[] {
  return table
    .trim()
    .split(/[|\n]/)
    .map(row => {
      const [code = '', type = '', betos = '', weight, mark] = row.trim().split(' ')
      const service: Service = {
        code,
        system: /^\d{5}$/.test(code) ? 'cpt' : 'hcpcs',
        type: { code: type, text: TYPES[type] ?? '' },
        betos: { code: betos, text: GROUPS[betos] ?? '' },
        preventive: mark === '*',
      }
      return [Number(weight), service]
    })
}
