// Leads the organization connections to the sandbox's emulators, unless a person has set up the real ones. The ids and
// secrets are public on purpose: BCDA's are CMS's own for its sandbox, the others are the emulators'; all open invented data.
import { settingPrefixes } from '@/lib/connections/settings'
import { type Environment, readSettingsFile } from './settings-file'

const prefixes = Object.values(settingPrefixes)

/** True for a setting of a connection to an organization. Where exports go is not one. */
export function isConnectionSetting(name: string): boolean {
  return name === 'CONNECTIONS_EMULATED' || (prefixes.some((prefix) => name.startsWith(prefix)) && !name.startsWith('BCDA_EXPORT'))
}

/** The settings, with a way to the emulator at `sandboxUrl` for each system that nobody has set up. */
export function withEmulators(settings: Environment, sandboxUrl: string): Environment {
  const taken = prefixes.filter((prefix) => Object.keys(settings).some((name) => name.startsWith(prefix) && isConnectionSetting(name)))
  const added = Object.entries(emulated(sandboxUrl)).filter(([name]) => !taken.some((prefix) => name.startsWith(prefix)))
  return { ...Object.fromEntries(added), CONNECTIONS_EMULATED: 'yes', ...settings }
}

/** What a command beside the app must know: the same settings, read the same way. */
export async function readConnectionEnvironment(folder: string, env: NodeJS.ProcessEnv = process.env): Promise<Environment> {
  const settings = await readSettingsFile(folder, env)
  return settings['BLUE_BUTTON_URL'] ? settings : withEmulators(settings, `http://localhost:${settings['SANDBOX_PORT'] ?? '8000'}`)
}

/** BCDA: the set of 100 enrollees, small enough to be exported while one waits. */
function emulated(sandboxUrl: string): Environment {
  return {
    BCDA_URL: `${sandboxUrl}/bcda`,
    BCDA_CLIENT_ID: '6dc59a4c-ef93-46c0-9c00-02e500e13731',
    BCDA_CLIENT_SECRET: '48fe3a3731ee5b68cf4ebeea6d93fa2d9db3396e94f6830f17d7d7c0fa1fb61f413fcde6f6322f84',
    CHANGE_HEALTHCARE_URL: `${sandboxUrl}/change-healthcare`,
    CHANGE_HEALTHCARE_CLIENT_ID: 'ChangeSandbox0000000000000000001',
    CHANGE_HEALTHCARE_CLIENT_SECRET: 'open-to-anyone-change-sandbox',
    CDC_URL: `${sandboxUrl}/cdc`,
    CDC_CLIENT_ID: 'cdc-sandbox-everything',
    CDC_CLIENT_SECRET: 'open-to-anyone-cdc-sandbox',
    CDC_SCOPES: 'UPLOAD,DELETE,UPDATE,EXPORT_REDACTED,EXPORT_NON_REDACTED,EXPORT_SUMMARIZATION',
    OPTUM_SANDBOX_URL: `${sandboxUrl}/optum`,
    OPTUM_SANDBOX_CLIENT_ID: 'optum-sandbox-0000-0000-000000000001',
    OPTUM_SANDBOX_CLIENT_SECRET: 'open-to-anyone-optum-sandbox',
    OPTUM_DATA_MODE: 'mock',
  }
}
