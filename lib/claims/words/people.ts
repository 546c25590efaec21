// Words about the person: race as Medicare lists it, the state they live in.
import type { Person } from '@/lib/claims/person'
import type { Language } from '@/lib/format'
import { lookUp, say, type Phrases } from './phrase'

const races: Phrases = {
  white: ['White', 'Blanca'],
  black: ['Black', 'Negra'],
  'black or african american': ['Black', 'Negra'],
  asian: ['Asian', 'Asiática'],
  'asian/pacific islander': ['Asian or Pacific Islander', 'Asiática o isleña del Pacífico'],
  hispanic: ['Hispanic', 'Hispana'],
  'north american native': ['Native American', 'Indígena norteamericana'],
  'american indian / alaska native': ['Native American', 'Indígena norteamericana'],
  'american indian or alaska native': ['Native American', 'Indígena norteamericana'],
  'native hawaiian or other pacific islander': ['Pacific Islander', 'Isleña del Pacífico'],
  other: ['Other', 'Otra'],
  'other race': ['Other', 'Otra'],
  unknown: ['Not known', 'No se sabe'],
}

/** Race in the reader's language; Medicare's own word where we have none. */
export function describeRace(race: string | null, language: Language): string | null {
  return race === null ? null : (lookUp(races, race.toLowerCase(), language) ?? race)
}

const sexes: Readonly<Record<NonNullable<Person['sex']>, readonly [string, string]>> = {
  female: ['Female', 'Femenino'],
  male: ['Male', 'Masculino'],
  other: ['Other', 'Otro'],
  unknown: ['Not known', 'No se sabe'],
}

export function describeSex(sex: Person['sex'], language: Language): string | null {
  return sex === null ? null : say(sexes[sex], language)
}

const states: Phrases = {
  AL: ['Alabama', 'Alabama'], AK: ['Alaska', 'Alaska'], AZ: ['Arizona', 'Arizona'], AR: ['Arkansas', 'Arkansas'],
  CA: ['California', 'California'], CO: ['Colorado', 'Colorado'], CT: ['Connecticut', 'Connecticut'], DE: ['Delaware', 'Delaware'],
  DC: ['District of Columbia', 'Distrito de Columbia'], FL: ['Florida', 'Florida'], GA: ['Georgia', 'Georgia'], HI: ['Hawaii', 'Hawái'],
  ID: ['Idaho', 'Idaho'], IL: ['Illinois', 'Illinois'], IN: ['Indiana', 'Indiana'], IA: ['Iowa', 'Iowa'], KS: ['Kansas', 'Kansas'],
  KY: ['Kentucky', 'Kentucky'], LA: ['Louisiana', 'Luisiana'], ME: ['Maine', 'Maine'], MD: ['Maryland', 'Maryland'],
  MA: ['Massachusetts', 'Massachusetts'], MI: ['Michigan', 'Míchigan'], MN: ['Minnesota', 'Minnesota'], MS: ['Mississippi', 'Misisipi'],
  MO: ['Missouri', 'Misuri'], MT: ['Montana', 'Montana'], NE: ['Nebraska', 'Nebraska'], NV: ['Nevada', 'Nevada'],
  NH: ['New Hampshire', 'Nuevo Hampshire'], NJ: ['New Jersey', 'Nueva Jersey'], NM: ['New Mexico', 'Nuevo México'],
  NY: ['New York', 'Nueva York'], NC: ['North Carolina', 'Carolina del Norte'], ND: ['North Dakota', 'Dakota del Norte'],
  OH: ['Ohio', 'Ohio'], OK: ['Oklahoma', 'Oklahoma'], OR: ['Oregon', 'Oregón'], PA: ['Pennsylvania', 'Pensilvania'],
  PR: ['Puerto Rico', 'Puerto Rico'], RI: ['Rhode Island', 'Rhode Island'], SC: ['South Carolina', 'Carolina del Sur'],
  SD: ['South Dakota', 'Dakota del Sur'], TN: ['Tennessee', 'Tennessee'], TX: ['Texas', 'Texas'], UT: ['Utah', 'Utah'],
  VT: ['Vermont', 'Vermont'], VI: ['U.S. Virgin Islands', 'Islas Vírgenes de EE. UU.'], VA: ['Virginia', 'Virginia'],
  WA: ['Washington', 'Washington'], WV: ['West Virginia', 'Virginia Occidental'], WI: ['Wisconsin', 'Wisconsin'], WY: ['Wyoming', 'Wyoming'],
  AS: ['American Samoa', 'Samoa Americana'], GU: ['Guam', 'Guam'], MP: ['Northern Mariana Islands', 'Islas Marianas del Norte'],
}

/** "Alabama" for AL; the letters where we have no name. */
export function describeState(state: string | null, language: Language): string | null {
  return state === null ? null : (lookUp(states, state, language) ?? state)
}
