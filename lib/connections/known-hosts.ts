// Where the real systems are, as defaults of settings, and which of their hosts belong to which world, so that a mix-up is
// seen before anything is sent (contract 1.1, 2.1, 3.1, 4.1). No logic names a host.
import 'server-only'
import type { Environment, System } from './connection'

export const usualUrls: Readonly<Record<System, Readonly<Record<Environment, string>>>> = {
  bcda: { sandbox: 'https://sandbox.bcda.cms.gov', production: 'https://api.bcda.cms.gov' },
  'change-healthcare': { sandbox: 'https://sandbox-apigw.optum.com', production: 'https://apigw.optum.com' },
  cdc: { sandbox: 'https://covdch-api-stg.cdc.gov', production: 'https://covdch-api.cdc.gov' },
  optum: { sandbox: 'https://sandbox-apigw.optum.com', production: 'https://apigw.optum.com' },
}

const worldOf: Readonly<Record<string, Environment>> = {
  'sandbox.bcda.cms.gov': 'sandbox',
  'api.bcda.cms.gov': 'production',
  'sandbox.apis.changehealthcare.com': 'sandbox',
  'apis.changehealthcare.com': 'production',
  'sandbox.apigw.changehealthcare.com': 'sandbox',
  'apigw.changehealthcare.com': 'production',
  'sandbox-apigw.optum.com': 'sandbox',
  'apigw.optum.com': 'production',
  'covdch-api-stg.cdc.gov': 'sandbox',
  'covdch-api.cdc.gov': 'production',
}

/** Null for a host that is not one of the known ones: a proxy, an emulator. */
export function worldOfHost(host: string): Environment | null {
  return worldOf[host] ?? null
}

/** The six sets that CMS publishes for anyone: they open invented data and have no business in production (contract 1.1). */
export const publishedBcdaIds: ReadonlySet<string> = new Set([
  '3841c594-a8c0-41e5-98cc-38bb45360d3c',
  '6152afb4-c555-46e4-93de-fa16a441d643',
  '6dc59a4c-ef93-46c0-9c00-02e500e13731',
  'f5b6a686-0d7b-4080-873a-e60534fd2995',
  '7e57394f-eddb-46c7-a87b-a23f14ded95d',
  '1f4575c9-80ea-425c-9d3e-c2b79e9159da',
])
