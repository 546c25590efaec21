/**
 * What institutions write on claims: revenue centres, bill types, discharge, admission, DRG, procedures.
 */
import type { CodeText } from './services'

export const REVENUE: Readonly<Record<string, string>> = {
  '0001': 'Total charge',
  '0022': 'SNF claim paid under PPS submitted as TOB 21X',
  '0023': 'Home Health services paid under PPS submitted as TOB 32X and 33X',
  '0110': 'Room & board - private (one bed) - general',
  '0120': 'Room & board - semi-private (two beds) - general',
  '0200': 'Intensive care - general',
  '0206': 'Intensive care - intermediate ICU',
  '0250': 'Pharmacy - general',
  '0258': 'Pharmacy - IV solutions',
  '0270': 'Medical/surgical supplies - general',
  '0278': 'Medical/surgical supplies - other implants',
  '0300': 'Laboratory - general',
  '0301': 'Laboratory - chemistry',
  '0305': 'Laboratory - hematology',
  '0306': 'Laboratory - bacteriology and microbiology',
  '0320': 'Radiology diagnostic - general',
  '0324': 'Radiology diagnostic - chest X-ray',
  '0351': 'CT scan - head scan',
  '0360': 'Operating room services - general',
  '0370': 'Anesthesia - general',
  '0410': 'Respiratory services - general',
  '0420': 'Physical therapy - general',
  '0421': 'Physical therapy - visit charge',
  '0424': 'Physical therapy - evaluation or re-evaluation',
  '0430': 'Occupational therapy - general',
  '0450': 'Emergency room - general',
  '0480': 'Cardiology - general',
  '0510': 'Clinic - general',
  '0521': 'Free-standing clinic - clinic visit by a member to RHC/FQHC',
  '0551': 'Skilled nursing - visit charge',
  '0552': 'Skilled nursing - hourly charge',
  '0636': 'Drugs requiring detailed coding',
  '0651': 'Hospice services - routine home care',
  '0652': 'Hospice services - continuous home care',
  '0655': 'Hospice services - inpatient respite care',
  '0656': 'Hospice services - general inpatient care',
  '0710': 'Recovery room - general',
  '0730': 'EKG/ECG - general',
  '0771': 'Preventive care services - vaccine administration',
}

/** The lines of a hospital stay after its room. */
export const STAY_LINES = [
  '0250',
  '0258',
  '0270',
  '0278',
  '0300',
  '0301',
  '0305',
  '0306',
  '0320',
  '0324',
  '0351',
  '0360',
  '0370',
  '0410',
  '0420',
  '0424',
  '0430',
  '0450',
  '0480',
  '0636',
  '0710',
  '0730',
] as const

export const ROOMS = ['0120', '0110', '0200', '0206'] as const

/** Facility digit of the type of bill. */
export const FACILITIES: Readonly<Record<string, string>> = {
  '1': 'Hospital',
  '2': 'Skilled Nursing Facility (SNF)',
  '3': 'Home Health Agency (HHA)',
  '7': 'Clinic services or hospital-based renal dialysis facility',
  '8': 'Ambulatory Surgery Center (ASC) or other special facility (e.g. hospice)',
}

export const FREQUENCIES: Readonly<Record<string, string>> = {
  '1': 'Admit thru discharge claim',
  '2': 'Interim - first claim',
  '3': 'Interim - continuing claim (not valid for PPS claims)',
  '4': 'Interim - last claim (not valid for PPS claims)',
  '7': 'Replacement of prior claim',
  '8': 'Void/cancel prior claim',
}

export const DISCHARGES: readonly (readonly [number, CodeText])[] = [
  [70, { code: '01', text: 'Discharged to home/self-care (routine charge).' }],
  [12, { code: '03', text: 'Discharged/transferred to skilled nursing facility (SNF) with Medicare certification.' }],
  [12, { code: '06', text: 'Discharged/transferred to home care of organized home health service organization.' }],
  [3, { code: '02', text: 'Discharged/transferred to other short term general hospital for inpatient care.' }],
  [2, { code: '20', text: 'Expired.' }],
  [1, { code: '50', text: 'Hospice - home.' }],
]
export const STILL_PATIENT: CodeText = { code: '30', text: 'Still patient.' }

export const ADMISSION_TYPES: readonly (readonly [number, CodeText])[] = [
  [60, { code: '1', text: 'Emergency - The patient required immediate medical intervention.' }],
  [20, { code: '2', text: 'Urgent - The patient required immediate attention for a physical or mental disorder.' }],
  [20, { code: '3', text: "Elective - The patient's condition permitted adequate time to schedule a suitable bed." }],
]

export const ADMISSION_SOURCES: readonly (readonly [number, CodeText])[] = [
  [70, { code: '1', text: 'NON-HEALTH CARE FACILITY POINT OF ORIGIN' }],
  [15, { code: '2', text: "CLINIC OR PHYSICIAN'S OFFICE" }],
  [15, { code: '4', text: 'TRANSFER FROM A HOSPITAL' }],
]

export const DRG = ['191', '194', '291', '392', '470', '690', '871'] as const

export const PROCEDURES: readonly CodeText[] = [
  { code: '0SRD0J9', text: 'REPLACEMENT OF LEFT KNEE JOINT WITH SYNTH SUB, CEMENT, OPEN' },
  { code: '0SR90JA', text: 'REPLACEMENT OF RIGHT HIP JOINT WITH SYNTH SUB, UNCEMENT, OPEN' },
  { code: '027034Z', text: 'DILATION OF CORONARY ARTERY, ONE ARTERY WITH DRUG-ELUTING DEVICE' },
  { code: '4A023N7', text: 'MEASUREMENT OF CARDIAC SAMPLING AND PRESSURE, LEFT HEART' },
  { code: '0DBN8ZX', text: 'EXCISION OF SIGMOID COLON, ENDOSCOPIC, DIAGNOSTIC' },
  { code: '0DJ08ZZ', text: 'INSPECTION OF UPPER INTESTINAL TRACT, ENDOSCOPIC' },
  { code: '02HV33Z', text: 'INSERTION OF INFUSION DEVICE INTO SUPERIOR VENA CAVA, PERCUTANEOUS' },
  { code: '30233N1', text: 'TRANSFUSION OF NONAUTOLOGOUS RED BLOOD CELLS INTO PERIPHERAL VEIN' },
  { code: '5A09357', text: 'ASSISTANCE WITH RESPIRATORY VENTILATION, CONTINUOUS POSITIVE AIRWAY PRESSURE' },
  { code: '0FT44ZZ', text: 'RESECTION OF GALLBLADDER, PERCUTANEOUS ENDOSCOPIC APPROACH' },
  { code: 'B2111ZZ', text: 'FLUOROSCOPY OF MULTIPLE CORONARY ARTERIES' },
  { code: '0QSC04Z', text: 'REPOSITION LEFT LOWER FEMUR WITH INTERNAL FIXATION, OPEN' },
]

/** The same kind of list for stays before October 2015. */
export const PROCEDURES_BEFORE_2015: readonly CodeText[] = [
  { code: '8154', text: 'TOTAL KNEE REPLACEMENT' },
  { code: '8151', text: 'TOTAL HIP REPLACEMENT' },
  { code: '0066', text: 'PTCA' },
  { code: '3722', text: 'LEFT HEART CARDIAC CATH' },
  { code: '4525', text: 'CLOSED BIOPSY OF LG INTESTINE' },
  { code: '9904', text: 'PACKED CELL TRANSFUSION' },
]
