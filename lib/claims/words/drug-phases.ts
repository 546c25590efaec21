// The codes of a prescription fill in our own words: where the year's drug costs stood, what was covered, why this brand,
// how the prescription came in. Several are letters or blanks with no text on the record (contract claims-data 1.3, 3).
import type { Phrases } from './phrase'

/** Two letters: where the fill began and where it ended. */
export const benefitPhases: Phrases = {
  DD: ['Before your plan starts to pay', 'Antes de que su plan empiece a pagar'],
  DP: ['Your plan started to pay with this fill', 'Su plan empezó a pagar con esta receta'],
  DI: ['Your plan started to pay, up to the coverage gap', 'Su plan empezó a pagar, hasta la brecha de cobertura'],
  DG: ['Your plan started to pay, up to the coverage gap', 'Su plan empezó a pagar, hasta la brecha de cobertura'],
  DC: ['Your plan started to pay, up to the yearly limit', 'Su plan empezó a pagar, hasta el límite del año'],
  PP: ['You and your plan share the cost', 'Usted y su plan comparten el costo'],
  PI: ['You entered the coverage gap with this fill', 'Entró en la brecha de cobertura con esta receta'],
  PC: ['You reached the yearly limit with this fill', 'Llegó al límite del año con esta receta'],
  II: ['In the coverage gap', 'En la brecha de cobertura'],
  IC: ['You reached the yearly limit with this fill', 'Llegó al límite del año con esta receta'],
  CC: ['Above the yearly limit', 'Por encima del límite del año'],
  NA: ['A PACE or employer plan', 'Un plan PACE o de un empleador'],
}

/** Blank on the record: below the limit. */
export const catastrophicStages: Phrases = {
  A: ['You reached the yearly limit with this fill', 'Llegó al límite del año con esta receta'],
  C: ['Above the yearly limit', 'Por encima del límite del año'],
}

export const drugCoverages: Phrases = {
  C: ['Covered by Part D', 'Cubierto por la Parte D'],
  E: ['Extra medicine that your plan covers', 'Medicamento adicional que su plan cubre'],
  O: ['Over-the-counter medicine', 'Medicamento de venta libre'],
}

/** Blank on the record: the whole quantity. */
export const dispensings: Phrases = {
  P: ['Part of the prescription', 'Parte de la receta'],
  C: ['Rest of the prescription', 'Resto de la receta'],
}

/** Why this product and not another of the same medicine. */
export const productSelections: Phrases = {
  '0': ['No choice of product noted', 'Sin elección de producto anotada'],
  '1': ['The prescriber asked for this brand', 'El médico pidió esta marca'],
  '2': ['You asked for this brand', 'Usted pidió esta marca'],
  '3': ['The pharmacist chose this product', 'El farmacéutico eligió este producto'],
  '4': ['No generic in stock', 'No había genérico disponible'],
  '5': ['Brand sold at the price of a generic', 'Marca vendida a precio de genérico'],
  '6': ['Set aside by the plan', 'Excepción del plan'],
  '7': ['The law asks for this brand', 'La ley exige esta marca'],
  '8': ['No generic on the market', 'No hay genérico en el mercado'],
  '9': ['Other', 'Otra razón'],
}

export const compounds: Phrases = {
  '0': ['Not noted', 'Sin anotar'],
  '1': ['Not mixed by the pharmacy', 'No preparado por la farmacia'],
  '2': ['Mixed by the pharmacy', 'Preparado por la farmacia'],
}

export const brands: Phrases = {
  B: ['Brand name', 'De marca'],
  G: ['Generic', 'Genérico'],
}

/** How the prescription reached the pharmacy. */
export const prescriptionOrigins: Phrases = {
  '0': ['Not noted', 'Sin anotar'],
  '1': ['On paper', 'En papel'],
  '2': ['By phone', 'Por teléfono'],
  '3': ['By computer', 'Por computadora'],
  '4': ['By fax', 'Por fax'],
  '5': ['From another pharmacy', 'De otra farmacia'],
}

/** Blank on the record: a pharmacy of the plan. */
export const pricingExceptions: Phrases = {
  M: ['Another insurer pays first', 'Otro seguro paga primero'],
  O: ['Pharmacy outside the plan', 'Farmacia fuera del plan'],
}

/** Changes of a fill of version 2; blank: as first sent. */
export const drugAdjustments: Phrases = {
  A: ['Changed later', 'Modificada después'],
  D: ['Deleted', 'Eliminada'],
  R: ['Sent again', 'Enviada de nuevo'],
}

/** Where the person lived when it was filled. */
export const residences: Phrases = {
  '00': ['Not noted', 'Sin anotar'],
  '01': ['At home', 'En casa'],
  '02': ['Skilled nursing facility', 'Centro de enfermería especializada'],
  '03': ['Nursing home', 'Hogar de ancianos'],
  '04': ['Assisted living', 'Residencia con asistencia'],
  '05': ['Care home', 'Hogar de cuidado'],
  '06': ['Group home', 'Hogar grupal'],
  '07': ['Psychiatric hospital', 'Hospital psiquiátrico'],
  '08': ['Psychiatric day program', 'Programa psiquiátrico de día'],
  '09': ['Home for people with intellectual disability', 'Hogar para personas con discapacidad intelectual'],
  '10': ['Residential substance use treatment', 'Tratamiento residencial por uso de sustancias'],
  '11': ['Hospice', 'Hospicio'],
  '12': ['Residential psychiatric center', 'Centro psiquiátrico residencial'],
  '13': ['Rehabilitation hospital', 'Hospital de rehabilitación'],
  '14': ['Homeless shelter', 'Refugio para personas sin hogar'],
  '15': ['Jail or prison', 'Cárcel o prisión'],
}

/** Notes of the pharmacy, most of them about short supplies in nursing homes. */
export const clarifications: Phrases = {
  '05': ['The prescriber changed the treatment', 'El médico cambió el tratamiento'],
  '07': ['Emergency supply', 'Suministro de emergencia'],
  '08': ['Only approved parts of a mixture', 'Solo partes aprobadas de una preparación'],
  '14': ['Short supply for a leave from the nursing home', 'Cantidad corta para una salida del hogar'],
  '16': ['From the emergency box of the nursing home', 'De la caja de emergencia del hogar'],
  '17': ['Rest of an emergency supply', 'Resto de un suministro de emergencia'],
  '18': ['New arrival or return to the nursing home', 'Ingreso o regreso al hogar'],
  '19': ['Rest billed after another coverage ended', 'Resto facturado al terminar otra cobertura'],
  '21': ['Package that cannot be split', 'Paquete que no se puede dividir'],
  '22': ['Supply for 7 days', 'Cantidad para 7 días'],
  '23': ['Supply for 4 days', 'Cantidad para 4 días'],
  '24': ['Supply for 3 days', 'Cantidad para 3 días'],
  '25': ['Supply for 2 days', 'Cantidad para 2 días'],
  '26': ['Supply for 1 day', 'Cantidad para 1 día'],
  '27': ['Supply for 4, then 3 days', 'Cantidad para 4 y luego 3 días'],
  '28': ['Supply for 2, 2 and 3 days', 'Cantidad para 2, 2 y 3 días'],
  '29': ['Daily supply, longer for the weekend', 'Cantidad diaria, más para el fin de semana'],
  '30': ['Supply for each shift', 'Cantidad para cada turno'],
  '31': ['Supply for each dose', 'Cantidad para cada dosis'],
  '32': ['Supply when needed', 'Cantidad según necesidad'],
  '33': ['Other supply of up to 7 days', 'Otra cantidad de hasta 7 días'],
  '34': ['Supply for 14 days', 'Cantidad para 14 días'],
  '35': ['Other supply of 8 to 14 days', 'Otra cantidad de 8 a 14 días'],
  '36': ['Moved to Part D after another insurer', 'Pasado a la Parte D tras otro seguro'],
  '42': ['Prescriber checked', 'Médico verificado'],
  '43': ['Prescriber checked', 'Médico verificado'],
  '45': ['Prescriber checked', 'Médico verificado'],
}
