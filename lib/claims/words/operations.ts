// Operations and hospital procedures in our own words, put together from the parts of their codes: what was done, and to
// which part of the body. Version 3 sends these codes without text (contract claims-data 3).
import type { Language } from '@/lib/format'
import { lookUp, say, type Phrases } from './phrase'

/** Third sign of a surgical code. */
export const operationKinds: Phrases = {
  '0': ['Change of shape', 'Cambio de forma'],
  '1': ['Bypass', 'Derivación (bypass)'],
  '2': ['Exchange of a device', 'Cambio de un dispositivo'],
  '3': ['Bleeding stopped', 'Control de sangrado'],
  '4': ['New part made', 'Creación de una parte'],
  '5': ['Tissue destroyed', 'Destrucción de tejido'],
  '6': ['Amputation', 'Amputación'],
  '7': ['Widening', 'Ensanchamiento'],
  '8': ['Cut to divide', 'Corte para dividir'],
  '9': ['Draining', 'Drenaje'],
  B: ['Part cut out', 'Extirpación de una parte'],
  C: ['Blockage or object taken out', 'Retiro de una obstrucción u objeto'],
  D: ['Tissue pulled out', 'Extracción de tejido'],
  F: ['Stone or clot broken up', 'Ruptura de un cálculo o coágulo'],
  G: ['Joined together', 'Fusión'],
  H: ['Device put in', 'Colocación de un dispositivo'],
  J: ['Look inside', 'Inspección por dentro'],
  K: ['Mapping', 'Mapeo'],
  L: ['Closing off', 'Cierre'],
  M: ['Put back on', 'Reimplante'],
  N: ['Freed from scar or pressure', 'Liberación de cicatriz o presión'],
  P: ['Device taken out', 'Retiro de un dispositivo'],
  Q: ['Repair', 'Reparación'],
  R: ['Replacement', 'Reemplazo'],
  S: ['Moved back in place', 'Vuelta a su lugar'],
  T: ['Removal', 'Extirpación completa'],
  U: ['Reinforcement', 'Refuerzo'],
  V: ['Narrowing', 'Reducción de una abertura'],
  W: ['Device corrected', 'Corrección de un dispositivo'],
  X: ['Tissue moved', 'Traslado de tejido'],
  Y: ['Transplant', 'Trasplante'],
}

/** Second sign of a surgical code. */
export const operatedParts: Phrases = {
  '0': ['brain or spinal cord', 'cerebro o médula espinal'],
  '1': ['nerves', 'nervios'],
  '2': ['heart or large vessels', 'corazón o grandes vasos'],
  '3': ['arteries of the upper body', 'arterias de la parte superior'],
  '4': ['arteries of the lower body', 'arterias de la parte inferior'],
  '5': ['veins of the upper body', 'venas de la parte superior'],
  '6': ['veins of the lower body', 'venas de la parte inferior'],
  '7': ['lymph glands, spleen or marrow', 'ganglios, bazo o médula ósea'],
  '8': ['eye', 'ojo'],
  '9': ['ear, nose or sinuses', 'oído, nariz o senos nasales'],
  B: ['lungs or airways', 'pulmones o vías respiratorias'],
  C: ['mouth or throat', 'boca o garganta'],
  D: ['stomach or bowel', 'estómago o intestino'],
  F: ['liver, gallbladder or pancreas', 'hígado, vesícula o páncreas'],
  G: ['hormone glands', 'glándulas hormonales'],
  H: ['skin or breast', 'piel o seno'],
  J: ['tissue under the skin', 'tejido debajo de la piel'],
  K: ['muscles', 'músculos'],
  L: ['tendons', 'tendones'],
  M: ['ligaments or bursae', 'ligamentos o bursas'],
  N: ['bones of the head or face', 'huesos de la cabeza o la cara'],
  P: ['bones of the upper body', 'huesos de la parte superior'],
  Q: ['bones of the lower body', 'huesos de la parte inferior'],
  R: ['joints of the upper body', 'articulaciones de la parte superior'],
  S: ['joints of the lower body', 'articulaciones de la parte inferior'],
  T: ['kidneys or bladder', 'riñones o vejiga'],
  U: ['female organs', 'órganos femeninos'],
  V: ['male organs', 'órganos masculinos'],
  W: ['head, chest, belly or back', 'cabeza, pecho, abdomen o espalda'],
  X: ['shoulder, arm or hand', 'hombro, brazo o mano'],
  Y: ['hip, leg or foot', 'cadera, pierna o pie'],
}

/** First sign of the codes that are no surgery; imaging is told apart by its third. */
export const procedureSections: Phrases = {
  '1': ['Care in pregnancy or birth', 'Atención en el embarazo o parto'],
  '2': ['Bandage, cast or packing', 'Vendaje, yeso o taponamiento'],
  '3': ['Medicine, blood or fluid given', 'Administración de medicamento, sangre o líquido'],
  '4': ['Measurement or monitoring', 'Medición o monitoreo'],
  '5': ['Machine support for breathing, heart or kidneys', 'Apoyo con máquina para respirar, corazón o riñones'],
  '6': ['Treatment outside the body', 'Tratamiento fuera del cuerpo'],
  '7': ['Osteopathic treatment', 'Tratamiento osteopático'],
  '8': ['Other procedure', 'Otro procedimiento'],
  '9': ['Chiropractic treatment', 'Tratamiento quiropráctico'],
  B: ['Imaging', 'Imágenes'],
  C: ['Nuclear scan', 'Imagen nuclear'],
  D: ['Radiation treatment', 'Tratamiento con radiación'],
  F: ['Rehabilitation or hearing test', 'Rehabilitación o prueba de audición'],
  G: ['Mental health treatment', 'Tratamiento de salud mental'],
  H: ['Substance use treatment', 'Tratamiento por uso de sustancias'],
  X: ['New treatment', 'Tratamiento nuevo'],
}

export const imagingKinds: Phrases = {
  '0': ['X-ray', 'Rayos X'],
  '1': ['Moving X-ray', 'Rayos X en movimiento'],
  '2': ['CT scan', 'Tomografía'],
  '3': ['MRI scan', 'Resonancia magnética'],
  '4': ['Ultrasound', 'Ultrasonido'],
}

/** By the last of the first two digits of each chapter of the older list, which ended in 2015. */
const olderChapters: readonly (readonly [last: number, en: string, es: string])[] = [
  [0, 'Other procedure', 'Otro procedimiento'],
  [5, 'Operation on the brain or nerves', 'Operación del cerebro o los nervios'],
  [7, 'Operation on hormone glands', 'Operación de glándulas hormonales'],
  [16, 'Operation on the eye', 'Operación del ojo'],
  [17, 'Other procedure', 'Otro procedimiento'],
  [20, 'Operation on the ear', 'Operación del oído'],
  [29, 'Operation on the nose, mouth or throat', 'Operación de nariz, boca o garganta'],
  [34, 'Operation on the lungs or airways', 'Operación de pulmones o vías respiratorias'],
  [39, 'Operation on the heart or blood vessels', 'Operación del corazón o los vasos sanguíneos'],
  [41, 'Operation on blood or lymph organs', 'Operación de órganos de la sangre o la linfa'],
  [54, 'Operation on the digestive organs', 'Operación de los órganos digestivos'],
  [59, 'Operation on the kidneys or bladder', 'Operación de riñones o vejiga'],
  [64, 'Operation on male organs', 'Operación de órganos masculinos'],
  [71, 'Operation on female organs', 'Operación de órganos femeninos'],
  [75, 'Care in pregnancy or birth', 'Atención en el embarazo o parto'],
  [84, 'Operation on bones, joints or muscles', 'Operación de huesos, articulaciones o músculos'],
  [86, 'Operation on the skin or breast', 'Operación de la piel o el seno'],
  [99, 'Test or treatment without surgery', 'Prueba o tratamiento sin cirugía'],
]

/** "Replacement: joints of the lower body" for 0SR9019; `null` for a code that is not of this list. */
export function describeOperation(code: string, language: Language): string | null {
  const [, section = '', part = '', kind = ''] = /^([0-9B-DF-HX])([0-9A-Z])([0-9A-Z])[0-9A-Z]{4}$/.exec(code) ?? []
  if (section === '0') return describeSurgery(part, kind, language)
  const imaging = section === 'B' ? lookUp(imagingKinds, kind, language) : null
  return imaging ?? lookUp(procedureSections, section, language)
}

function describeSurgery(part: string, kind: string, language: Language): string | null {
  const done = lookUp(operationKinds, kind, language)
  const where = lookUp(operatedParts, part, language)
  return done === null || where === null ? null : `${done}: ${where}`
}

/** An operation of the older list by its chapter: "Operation on the eye" for 13.41 or 1341. */
export function describeOlderOperation(code: string, language: Language): string | null {
  if (!/^\d{2}\.?\d{0,2}$/.test(code)) return null
  const chapter = olderChapters.find(([last]) => Number(code.slice(0, 2)) <= last)
  return chapter === undefined ? null : say([chapter[1], chapter[2]], language)
}
