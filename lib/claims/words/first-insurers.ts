// Who should pay before Medicare (primary insurer codes), in our own words.
import type { Phrases } from './phrase'

export const firstInsurers: Phrases = {
  A: ['An employer plan pays first', 'Un plan del empleador paga primero'],
  B: ['An employer plan pays first, for kidney failure', 'Un plan del empleador paga primero, por insuficiencia renal'],
  C: ['Medicare paid for now; another insurer may pay back', 'Medicare pagó por ahora; otro seguro puede reembolsar'],
  D: ['Car or liability insurance pays first', 'Un seguro de auto o de responsabilidad paga primero'],
  E: ["Workers' compensation pays first", 'La compensación laboral paga primero'],
  F: ['A federal program pays first', 'Un programa federal paga primero'],
  G: ['An employer plan pays first, for a disability', 'Un plan del empleador paga primero, por discapacidad'],
  H: ['The black lung program pays first', 'El programa de pulmón negro paga primero'],
  I: ['Veterans Affairs pays first', 'Asuntos de Veteranos paga primero'],
  L: ['Liability insurance pays first', 'Un seguro de responsabilidad paga primero'],
  M: ['Medicare pays first; an employer plan was checked', 'Medicare paga primero; se revisó un plan del empleador'],
  N: ['Medicare pays first; another insurer was checked', 'Medicare paga primero; se revisó otro seguro'],
  W: ["Money set aside from workers' compensation pays first", 'Un fondo de compensación laboral paga primero'],
  X: ['Another insurer should have paid first', 'Otro seguro debió pagar primero'],
  Y: ['Medicare pays first', 'Medicare paga primero'],
  Z: ['Medicare pays first', 'Medicare paga primero'],
}
