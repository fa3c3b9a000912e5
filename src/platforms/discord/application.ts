import { REST, type RESTGetCurrentApplicationResult, Routes } from 'discord.js'
import { CALL_TIMEOUT_MS } from './client.ts'
import { checkToken, startError } from './tokens.ts'

export interface RestOptions {
  /** Of the bot, without “Bot ” before it. */
  readonly token: string
  /** Base of the REST API, for a proxy or a test; Discord's own if absent. */
  readonly apiUrl?: string
}

/** Discord's REST API without its gateway: one try a call. Throws `InputError` for a token that cannot be sent. */
export function openRest({ token, apiUrl }: RestOptions): REST {
  checkToken(token)
  const base = apiUrl === undefined ? {} : { api: apiUrl }
  return new REST({ ...base, retries: 0, timeout: CALL_TIMEOUT_MS, rejectOnRateLimit: () => true }).setToken(token)
}

/** The application that the bot belongs to. Throws `InputError` for a wrong token, else what `postError` makes of it. */
export async function fetchApplication(rest: REST): Promise<RESTGetCurrentApplicationResult> {
  try {
    // REST's answers have no type of their own: the route says which it is.
    return (await rest.get(Routes.currentApplication())) as RESTGetCurrentApplicationResult
  } catch (error) {
    throw startError(error, undefined)
  }
}
