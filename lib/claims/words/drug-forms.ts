// How a medicine is taken and counted: "30 tablets", "118 milliliters". The quantity of a fill mostly comes without a
// unit, and the form stands only in the text of the drug, so both are read, and neither is guessed.
import { formatCount, type Language } from '@/lib/format'
import { lookUp, say, type Phrase, type Phrases } from './phrase'

/** One and many, in both languages. `counted`: the pharmacy counts pieces of it; the others are weighed or measured. */
interface DrugForm {
  readonly one: Phrase
  readonly many: Phrase
  readonly counted: boolean
}

const counted = (one: Phrase, many: Phrase): DrugForm => ({ one, many, counted: true })
const measured = (one: Phrase, many: Phrase = one): DrugForm => ({ one, many, counted: false })

const tablet = counted(['tablet', 'tableta'], ['tablets', 'tabletas'])
const capsule = counted(['capsule', 'cápsula'], ['capsules', 'cápsulas'])
const patch = counted(['patch', 'parche'], ['patches', 'parches'])
const suppository = counted(['suppository', 'supositorio'], ['suppositories', 'supositorios'])
const lozenge = counted(['lozenge', 'pastilla para chupar'], ['lozenges', 'pastillas para chupar'])
const film = counted(['film', 'lámina'], ['films', 'láminas'])
const packet = counted(['packet', 'sobre'], ['packets', 'sobres'])
const implant = counted(['implant', 'implante'], ['implants', 'implantes'])
const ring = counted(['ring', 'anillo'], ['rings', 'anillos'])
const strip = counted(['test strip', 'tira reactiva'], ['test strips', 'tiras reactivas'])
const needle = counted(['needle', 'aguja'], ['needles', 'agujas'])
const lancet = counted(['lancet', 'lanceta'], ['lancets', 'lancetas'])
const pad = counted(['pad', 'gasa'], ['pads', 'gasas'])
const kit = counted(['kit', 'juego'], ['kits', 'juegos'])
const syringe = measured(['syringe', 'jeringa'], ['syringes', 'jeringas'])
const pen = measured(['pen', 'pluma'], ['pens', 'plumas'])
const injection = measured(['injection', 'inyección'], ['injections', 'inyecciones'])
const inhaler = measured(['inhaler', 'inhalador'], ['inhalers', 'inhaladores'])
const cream = measured(['cream', 'crema'])
const ointment = measured(['ointment', 'ungüento'])
const gel = measured(['gel', 'gel'])
const lotion = measured(['lotion', 'loción'])
const foam = measured(['foam', 'espuma'])
const shampoo = measured(['shampoo', 'champú'])
const drops = measured(['drops', 'gotas'])
const spray = measured(['spray', 'aerosol'])
const liquid = measured(['liquid', 'líquido'])
const powder = measured(['powder', 'polvo'])
const gas = measured(['gas', 'gas'])
const soap = measured(['soap', 'jabón'])
const enema = counted(['enema', 'enema'], ['enemas', 'enemas'])

/** First match wins, so the nearer word stands first: an "injection, powder" is an injection, "nasal spray" a spray. */
const forms: readonly (readonly [RegExp, DrugForm])[] = [
  [/\b(test strips?|strips?)\b/, strip],
  [/\b(pen needles?|needles?)\b/, needle],
  [/\blancets?\b/, lancet],
  [/\b(inhaler|inhalers|inhalation aerosol|aerosol, metered|aer\b.*\b(act|inh)|hfa|diskus|respimat|ellipta|handihaler|flexhaler)\b/, inhaler],
  [/\b(pens?|kwikpen|flexpen|flextouch|solostar|autoinjector|auto-injector)\b/, pen],
  [/\b(prefilled syringe|syringes?)\b/, syringe],
  [/\b(inj|inject|injection|injectable|injections|vial|vials|ampule|ampul)\b/, injection],
  [/\b(tab|tabs|tablet|tablets|tbdp|odt|caplet|caplets|troche)\b/, tablet],
  [/\b(cap|caps|capsule|capsules|cpdr|cp24|cpep)\b/, capsule],
  [/\b(patch|patches|transdermal system|td24|ptwk|pt24)\b/, patch],
  [/\b(suppository|suppositories|supp)\b/, suppository],
  [/\benemas?\b/, enema],
  [/\b(lozenge|lozenges|pastille|gum)\b/, lozenge],
  [/\bfilms?\b/, film],
  [/\b(packet|packets|pack|granules?)\b/, packet],
  [/\bimplants?\b/, implant],
  [/\b(ring|rings|insert|inserts)\b/, ring],
  [/\b(drops|drop|ophthalmic solution|otic solution|ophth soln)\b/, drops],
  [/\b(spray|sprays|aerosol|mist)\b/, spray],
  [/\b(cream|creams)\b/, cream],
  [/\b(ointment|oint)\b/, ointment],
  [/\b(gel|jelly)\b/, gel],
  [/\b(lotion|emulsion|liniment)\b/, lotion],
  [/\bfoam\b/, foam],
  [/\bshampoo\b/, shampoo],
  [/\bsoap\b/, soap],
  [/\b(swab|swabs|sponge|pad|pads|dressing)\b/, pad],
  [/\bkits?\b/, kit],
  [/\b(solution|soln|suspension|susp|syrup|elixir|liquid|concentrate|oil|tincture|rinse)\b/, liquid],
  [/\b(powder|powd)\b/, powder],
  [/\bgas\b/, gas],
]

function findForm(text: string): DrugForm | null {
  const lower = text.toLowerCase()
  return forms.find(([words]) => words.test(lower))?.[1] ?? null
}

/**
 * The form named in the text of a drug or in a dosage form ("TABLET, FILM COATED"): "tablets", "cream".
 * `null` when the text names none.
 */
export function describeDrugForm(text: string, language: Language, count = 2): string | null {
  const form = findForm(text)
  return form === null ? null : say(count === 1 ? form.one : form.many, language)
}

/** Units as the records write them: pharmacies' (EA, ML, GM), the billing rules' (UN, F2, GR, ME) and UCUM (mL, g). */
const oneUnit: Phrases = {
  ML: ['milliliter', 'mililitro'],
  GR: ['gram', 'gramo'],
  GM: ['gram', 'gramo'],
  G: ['gram', 'gramo'],
  ME: ['milligram', 'miligramo'],
  MG: ['milligram', 'miligramo'],
  MCG: ['microgram', 'microgramo'],
  UG: ['microgram', 'microgramo'],
  L: ['liter', 'litro'],
  F2: ['international unit', 'unidad internacional'],
  IU: ['international unit', 'unidad internacional'],
  '[IU]': ['international unit', 'unidad internacional'],
  UN: ['unit', 'unidad'],
  EA: ['unit', 'unidad'],
  '1': ['unit', 'unidad'],
  '{UNIT}': ['unit', 'unidad'],
}

const isPiece = /^(UN|EA|1|\{UNIT\})$/

/** A unit in words: "milliliters" for ML; a unit we do not know stays as it is written. */
export function describeUnit(unit: string, language: Language, count = 2): string {
  const said = lookUp(oneUnit, unit.trim().toUpperCase(), language)
  if (said === null) return unit
  return count === 1 ? said : many(said, language)
}

function many(unit: string, language: Language): string {
  if (language === 'en') return `${unit}s`
  return unit === 'unidad' ? 'unidades' : unit === 'unidad internacional' ? 'unidades internacionales' : `${unit}s`
}

export interface DrugAmount {
  readonly quantity: number | null
  readonly unit: string | null
  /** The drug as the record names it. */
  readonly text: string | null
}

/**
 * How much of a medicine: "30 tablets" when its text names a form that is counted, "118 milliliters" when the record has
 * a unit, else the bare number. `null` when there is no quantity.
 */
export function describeAmount({ quantity, unit, text }: DrugAmount, language: Language): string | null {
  if (quantity === null) return null
  const pieces = unit === null || isPiece.test(unit.trim().toUpperCase())
  const form = text !== null && pieces ? findForm(text) : null
  const words = form?.counted === true ? say(quantity === 1 ? form.one : form.many, language) : sayUnit(unit, language, quantity)
  return [formatCount(quantity, language), words].filter((part) => part !== null).join(' ')
}

function sayUnit(unit: string | null, language: Language, count: number): string | null {
  return unit === null ? null : describeUnit(unit, language, count)
}
