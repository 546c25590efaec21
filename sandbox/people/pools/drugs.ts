/**
 * Medicines by their package number. The labeler part `99999` belongs to no company, so that no number here can be
 * mistaken for a real package; names are those of the substances.
 */
export interface DrugEntry {
  readonly ndc: string
  readonly name: string
  readonly brand: boolean
  /** Usual number of units for thirty days. */
  readonly perMonth: number
  /** Price of thirty days, in cents. */
  readonly monthCents: number
}

const TABLE = `
Atorvastatin Calcium - ATORVASTATIN|G|30|1240
Lisinopril - LISINOPRIL|G|30|610
Amlodipine Besylate - AMLODIPINE|G|30|780
Metformin Hydrochloride - METFORMIN|G|60|900
Levothyroxine Sodium - LEVOTHYROXINE|G|30|1530
Metoprolol Succinate - METOPROLOL|G|30|1480
Losartan Potassium - LOSARTAN|G|30|1110
Hydrochlorothiazide - HYDROCHLOROTHIAZIDE|G|30|560
Omeprazole - OMEPRAZOLE|G|30|980
Pantoprazole Sodium - PANTOPRAZOLE|G|30|1190
Simvastatin - SIMVASTATIN|G|30|720
Rosuvastatin Calcium - ROSUVASTATIN|G|30|1390
Furosemide - FUROSEMIDE|G|30|540
Gabapentin - GABAPENTIN|G|90|1660
Sertraline Hydrochloride - SERTRALINE|G|30|1020
Escitalopram - ESCITALOPRAM|G|30|1150
Tamsulosin Hydrochloride - TAMSULOSIN|G|30|1430
Warfarin Sodium - WARFARIN|G|30|1010
Clopidogrel - CLOPIDOGREL|G|30|1280
Carvedilol - CARVEDILOL|G|60|1090
Glipizide - GLIPIZIDE|G|60|940
Montelukast Sodium - MONTELUKAST|G|30|1340
Prednisone - PREDNISONE|G|20|830
Amoxicillin - AMOXICILLIN|G|21|920
Azithromycin - AZITHROMYCIN|G|6|1350
Ciprofloxacin - CIPROFLOXACIN|G|14|1070
Doxycycline Hyclate - DOXYCYCLINE|G|20|2410
Cephalexin - CEPHALEXIN|G|28|1240
Tramadol Hydrochloride - TRAMADOL|G|60|1120
Meloxicam - MELOXICAM|G|30|760
Allopurinol - ALLOPURINOL|G|30|880
Alendronate Sodium - ALENDRONATE|G|4|1470
Donepezil Hydrochloride - DONEPEZIL|G|30|1630
Memantine Hydrochloride - MEMANTINE|G|60|2270
Carbidopa and Levodopa - CARBIDOPA, LEVODOPA|G|90|2960
Trazodone Hydrochloride - TRAZODONE|G|30|870
Duloxetine - DULOXETINE|G|30|2090
Potassium Chloride - POTASSIUM CHLORIDE|G|30|1710
Spironolactone - SPIRONOLACTONE|G|30|1040
Finasteride - FINASTERIDE|G|30|1270
Latanoprost - LATANOPROST|G|3|1890
Timolol Maleate - TIMOLOL|G|5|1560
Albuterol Sulfate - ALBUTEROL|G|9|3350
Fluticasone Propionate - FLUTICASONE|G|16|1480
Ondansetron - ONDANSETRON|G|12|1320
Nitroglycerin - NITROGLYCERIN|G|25|3170
Isosorbide Mononitrate - ISOSORBIDE|G|30|1220
Ropinirole - ROPINIROLE|G|30|1390
Oxybutynin Chloride - OXYBUTYNIN|G|30|1840
Levetiracetam - LEVETIRACETAM|G|60|1970
Buprenorphine and Naloxone - BUPRENORPHINE, NALOXONE|G|30|9140
Insulin Glargine - INSULIN GLARGINE|B|15|28450
Insulin Aspart - INSULIN ASPART|B|15|29870
Apixaban Tablets - APIXABAN|B|60|57220
Rivaroxaban Tablets - RIVAROXABAN|B|30|55430
Empagliflozin Tablets - EMPAGLIFLOZIN|B|30|58910
Sitagliptin Tablets - SITAGLIPTIN|B|30|54380
Semaglutide Injection - SEMAGLUTIDE|B|3|89100
Tiotropium Inhaler - TIOTROPIUM|B|4|47650
Fluticasone and Salmeterol Inhaler - FLUTICASONE, SALMETEROL|B|60|36240
Sacubitril and Valsartan Tablets - SACUBITRIL, VALSARTAN|B|60|62170
Mirabegron Tablets - MIRABEGRON|B|30|44120
Denosumab Injection - DENOSUMAB|B|1|88300
Adalimumab Pen - ADALIMUMAB|B|2|89900
`

export const DRUGS: readonly DrugEntry[] = TABLE.trim()
  .split('\n')
  .map((row, index) => {
    const [name = '', kind, perMonth, monthCents] = row.split('|')
    const product = String(1_000 + index * 37).padStart(4, '0')
    return {
      ndc: `99999${product}${index % 3 === 0 ? '01' : '90'}`,
      name,
      brand: kind === 'B',
      perMonth: Number(perMonth),
      monthCents: Number(monthCents),
    }
  })

/** The one medicine whose fills count as treatment for substance use. */
export const SUBSTANCE_USE_DRUG = 'Buprenorphine and Naloxone'
