// How a medicine is counted: "30 tablets", "118 milliliters". The quantity of a fill mostly comes without a
// unit, and the form stands only in the text of the drug, so both are read, and neither is guessed.
import { formatCount, type Language } from '@/lib/format'
import { lookUp, say, type Phrase, type Phrases } from './phrase'

interface DrugForm {
  readonly one: Phrase
  readonly many: Phrase
}

/** A form whose amount is weighed or measured: its pieces are not what is counted. */
const measured = null

const tablet: DrugForm = { one: ['tablet', 'tableta'], many: ['tablets', 'tabletas'] }
const capsule: DrugForm = { one: ['capsule', 'cápsula'], many: ['capsules', 'cápsulas'] }
const patch: DrugForm = { one: ['patch', 'parche'], many: ['patches', 'parches'] }
const suppository: DrugForm = { one: ['suppository', 'supositorio'], many: ['suppositories', 'supositorios'] }
const lozenge: DrugForm = { one: ['lozenge', 'pastilla para chupar'], many: ['lozenges', 'pastillas para chupar'] }
const film: DrugForm = { one: ['film', 'lámina'], many: ['films', 'láminas'] }
const packet: DrugForm = { one: ['packet', 'sobre'], many: ['packets', 'sobres'] }
const implant: DrugForm = { one: ['implant', 'implante'], many: ['implants', 'implantes'] }
const ring: DrugForm = { one: ['ring', 'anillo'], many: ['rings', 'anillos'] }
const strip: DrugForm = { one: ['test strip', 'tira reactiva'], many: ['test strips', 'tiras reactivas'] }
const needle: DrugForm = { one: ['needle', 'aguja'], many: ['needles', 'agujas'] }
const lancet: DrugForm = { one: ['lancet', 'lanceta'], many: ['lancets', 'lancetas'] }
const pad: DrugForm = { one: ['pad', 'gasa'], many: ['pads', 'gasas'] }
const kit: DrugForm = { one: ['kit', 'juego'], many: ['kits', 'juegos'] }
const enema: DrugForm = { one: ['enema', 'enema'], many: ['enemas', 'enemas'] }

/** First match wins, so the nearer word stands first: pen needles are needles, and a powder to inject is no packet. */
const forms: readonly (readonly [RegExp, DrugForm | null])[] = [
  [/\b(test strips?|strips?)\b/, strip],
  [/\b(pen needles?|needles?)\b/, needle],
  [/\blancets?\b/, lancet],
  [/\b(inhaler|inhalers|inhalation aerosol|aerosol, metered|aer\b.*\b(act|inh)|hfa|diskus|respimat|ellipta|handihaler|flexhaler)\b/, measured],
  [/\b(pens?|kwikpen|flexpen|flextouch|solostar|autoinjector|auto-injector)\b/, measured],
  [/\b(prefilled syringe|syringes?)\b/, measured],
  [/\b(inj|inject|injection|injectable|injections|vial|vials|ampule|ampul)\b/, measured],
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
  [/\b(drops|drop|ophthalmic solution|otic solution|ophth soln)\b/, measured],
  [/\b(spray|sprays|aerosol|mist)\b/, measured],
  [/\b(cream|creams)\b/, measured],
  [/\b(ointment|oint)\b/, measured],
  [/\b(gel|jelly)\b/, measured],
  [/\b(lotion|emulsion|liniment)\b/, measured],
  [/\bfoam\b/, measured],
  [/\bshampoo\b/, measured],
  [/\bsoap\b/, measured],
  [/\b(swab|swabs|sponge|pad|pads|dressing)\b/, pad],
  [/\bkits?\b/, kit],
]

/** The form whose pieces a pharmacy counts, when the text names one. */
function findCountedForm(text: string): DrugForm | null {
  const lower = text.toLowerCase()
  return forms.find(([words]) => words.test(lower))?.[1] ?? null
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
  const form = text !== null && pieces ? findCountedForm(text) : null
  const words = form ? say(quantity === 1 ? form.one : form.many, language) : sayUnit(unit, language, quantity)
  return [formatCount(quantity, language), words].filter((part) => part !== null).join(' ')
}

function sayUnit(unit: string | null, language: Language, count: number): string | null {
  return unit === null ? null : describeUnit(unit, language, count)
}
