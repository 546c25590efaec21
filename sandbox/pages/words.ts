// Every sentence of the sandbox's pages in both languages, and which language a request asks for.

export type Language = 'en' | 'es'

/** The `lang` parameter, else the cookie an earlier one left, else Accept-Language, else English (contract 2.2). */
export function readLanguage(request: Request, parameters = new URL(request.url).searchParams): Language {
  const asked = parameters.get('lang')?.slice(0, 2).toLowerCase()
  if (asked === 'en' || asked === 'es') return asked
  const cookie = /(?:^|;\s*)django_language=(en|es)\b/.exec(request.headers.get('cookie') ?? '')?.[1]
  if (cookie === 'en' || cookie === 'es') return cookie
  return preferred(request.headers.get('accept-language') ?? '')
}

function preferred(header: string): Language {
  const wishes = header.split(',').map(wish => {
    const [tag = '', ...rest] = wish.trim().toLowerCase().split(';')
    const weight = Number(/q=([\d.]+)/.exec(rest.join(';'))?.[1] ?? 1)
    return { tag: tag.slice(0, 2), weight }
  })
  const best = wishes.filter(({ tag }) => tag === 'en' || tag === 'es').sort((a, b) => b.weight - a.weight)[0]
  return best?.tag === 'es' ? 'es' : 'en'
}

const en = {
  skip: 'Skip to the main part',
  notMedicare: 'This is not Medicare. The people and their records are invented. Never type a real password here.',
  otherLanguage: 'Cambiar a español',

  loginTitle: 'Sign in to your invented Medicare account',
  loginStep: (step: number) => `Step ${step} of 2`,
  username: 'Username',
  usernameHint: 'Try BBUser00000. Any from BBUser00000 to BBUser29999 works.',
  password: 'Password',
  passwordHint: 'PW, the same five digits, and an exclamation mark: PW00000!',
  continue: 'Continue',
  login: 'Log in',
  signingInAs: (username: string) => `You are signing in as ${username}.`,
  changeUsername: 'Use another username',
  usernameMissing: 'Please enter a username.',
  loginRefused: 'The username or the password is not right. Please check both and try again.',
  loginUnable: "We can't process your request at this time. Try logging into your account later.",

  consentTitle: (app: string) => `Connect your Medicare claims data to ${app}?`,
  consentLead: (app: string) => `If you connect, ${app} can read these records:`,
  bullets: ['Doctor visits', 'Hospital visits', 'Prescription medications'],
  personalLegend: 'What else would you like to share?',
  personal: 'Personal Information',
  personalHint: 'Your name, address, date of birth, race, and sex',
  untilMonths: (app: string) => `${app} will have access to your data for 13 months, until`,
  untilHour: (app: string) => `${app} will have access to your data for 1 hour.`,
  stopSharing: 'You can stop sharing at any time in your Medicare.gov account, or by calling 1-800-633-4227.',
  connect: 'Connect',
  cancel: 'Cancel',

  greeting: (name: string) => `Hello, ${name}`,
  notYou: 'Not you?',
  switchAccount: 'Switch account',
  required: 'This app needs these records:',
  requiredBullets: [
    'Personal information: your name, address, date of birth, race, and sex',
    'Coverage: the parts of Medicare you have',
    'Claims: doctor visits, hospital visits, and prescription medications',
  ],
  requiredBulletsNoDemographics: [
    'Coverage: the parts of Medicare you have',
    'Claims: doctor visits, hospital visits, and prescription medications',
  ],
  optional: 'This is your choice:',
  substance: 'Substance-use records',
  substanceHint: 'Records of treatment for drug or alcohol use. They are left out unless you tick this box.',
  share: 'Share',

  errorTitle: 'Error',
  notFoundTitle: 'Page not found',
  notFoundLead: 'There is nothing at this address.',
  unauthorizedTitle: '401 - Unauthorized',
  personNotFound: 'ERROR: Your patient data cannot be found at this time.',
  noMedicareNumber: 'There is no Medicare number in this account.',
  neverReturns: 'This page goes nowhere: the sandbox was told to let the sign-in end here.',
  forbidden: 'Forbidden (403)',
  forbiddenLead: 'CSRF verification failed. Request aborted.',
}

type Words = typeof en

const es: Words = {
  skip: 'Ir a la parte principal',
  notMedicare: 'Esto no es Medicare. Las personas y sus datos son inventados. Nunca escriba aquí una contraseña real.',
  otherLanguage: 'Change to English',

  loginTitle: 'Entre en su cuenta inventada de Medicare',
  loginStep: step => `Paso ${step} de 2`,
  username: 'Nombre de usuario',
  usernameHint: 'Pruebe BBUser00000. Sirve cualquiera, de BBUser00000 a BBUser29999.',
  password: 'Contraseña',
  passwordHint: 'PW, los mismos cinco números y un signo de exclamación: PW00000!',
  continue: 'Continuar',
  login: 'Entrar',
  signingInAs: username => `Está entrando como ${username}.`,
  changeUsername: 'Usar otro nombre de usuario',
  usernameMissing: 'Escriba un nombre de usuario.',
  loginRefused: 'El nombre de usuario o la contraseña no son correctos. Revíselos e intente de nuevo.',
  loginUnable: 'No podemos procesar su solicitud en este momento. Intente entrar en su cuenta más tarde.',

  consentTitle: app => `¿Conectar sus datos de reclamaciones de Medicare con ${app}?`,
  consentLead: app => `Si los conecta, ${app} podrá leer estos datos:`,
  bullets: ['Visitas al médico', 'Visitas al hospital', 'Medicamentos recetados'],
  personalLegend: '¿Qué más desea compartir?',
  personal: 'Información personal',
  personalHint: 'Su nombre, dirección, fecha de nacimiento, raza y sexo',
  untilMonths: app => `${app} tendrá acceso a sus datos durante 13 meses, hasta el`,
  untilHour: app => `${app} tendrá acceso a sus datos durante 1 hora.`,
  stopSharing: 'Puede dejar de compartir en cualquier momento en su cuenta de Medicare.gov o llamando al 1-800-633-4227.',
  connect: 'Conectar',
  cancel: 'Cancelar',

  greeting: name => `Hola, ${name}`,
  notYou: '¿No es usted?',
  switchAccount: 'Cambiar de cuenta',
  required: 'Esta aplicación necesita estos datos:',
  requiredBullets: [
    'Información personal: su nombre, dirección, fecha de nacimiento, raza y sexo',
    'Cobertura: las partes de Medicare que usted tiene',
    'Reclamaciones: visitas al médico, visitas al hospital y medicamentos recetados',
  ],
  requiredBulletsNoDemographics: [
    'Cobertura: las partes de Medicare que usted tiene',
    'Reclamaciones: visitas al médico, visitas al hospital y medicamentos recetados',
  ],
  optional: 'Esto lo decide usted:',
  substance: 'Datos sobre consumo de sustancias',
  substanceHint: 'Datos de tratamientos por consumo de drogas o alcohol. No se incluyen si no marca esta casilla.',
  share: 'Compartir',

  errorTitle: 'Error',
  notFoundTitle: 'Página no encontrada',
  notFoundLead: 'No hay nada en esta dirección.',
  unauthorizedTitle: '401 - Unauthorized',
  personNotFound: 'ERROR: No se encuentran sus datos de paciente en este momento.',
  noMedicareNumber: 'Esta cuenta no tiene un número de Medicare.',
  neverReturns: 'Esta página no lleva a ninguna parte: se pidió al sandbox que la entrada terminara aquí.',
  forbidden: 'Prohibido (403)',
  forbiddenLead: 'CSRF verification failed. Request aborted.',
}

/** The words of a language. */
export const words: Record<Language, Words> = { en, es }
