// How and from where somebody came into a hospital or agency (admission type and source), in our own words.
import type { Phrases } from './phrase'

export const admissionTypes: Phrases = {
  '0': ['Not noted', 'Sin anotar'],
  '1': ['Emergency', 'Emergencia'],
  '2': ['Urgent', 'Urgente'],
  '3': ['Planned', 'Planeada'],
  '4': ['Newborn', 'Recién nacido'],
  '5': ['Trauma center', 'Centro de trauma'],
  '9': ['Not known', 'No se sabe'],
}

/** Of a newborn, 5 and 6 mean born inside and outside the hospital; the record does not say which list it uses. */
export const admissionSources: Phrases = {
  '1': ['From home or work', 'Desde su casa o trabajo'],
  '2': ["From a clinic or doctor's office", 'Desde una clínica o consultorio'],
  '4': ['From another hospital', 'Desde otro hospital'],
  '5': ['From a nursing or assisted living home', 'Desde un hogar de ancianos o con asistencia'],
  '6': ['From another care facility', 'Desde otro centro de atención'],
  '7': ['From the emergency room', 'Desde la sala de emergencias'],
  '8': ['By a court or the police', 'Por un tribunal o la policía'],
  '9': ['Not known', 'No se sabe'],
  A: ['From a small rural hospital', 'Desde un hospital rural pequeño'],
  B: ['From another home health agency', 'Desde otra agencia de salud en el hogar'],
  C: ['Back to the same home health agency', 'De vuelta a la misma agencia de salud en el hogar'],
  D: ['From another unit of the same hospital', 'Desde otra unidad del mismo hospital'],
  E: ['From a same-day surgery center', 'Desde un centro de cirugía ambulatoria'],
  F: ['From hospice', 'Desde un hospicio'],
  G: ['From a disaster care site', 'Desde un centro de atención por desastre'],
}
