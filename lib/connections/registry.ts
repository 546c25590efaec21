// Which dialect each system speaks. A further system is one line here, one file in dialects/, and its settings.
import 'server-only'
import type { Dialect } from './dialect'
import { bcda } from './dialects/bcda'
import { cdc } from './dialects/cdc'
import { changeHealthcare } from './dialects/change-healthcare'
import { optum } from './dialects/optum'
import type { Profile } from './profile'

export function dialectOf(profile: Profile): Dialect {
  switch (profile.system) {
    case 'bcda':
      return bcda(profile)
    case 'change-healthcare':
      return changeHealthcare(profile)
    case 'cdc':
      return cdc(profile)
    case 'optum':
      return optum(profile)
  }
}
