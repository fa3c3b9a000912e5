import { DefaultRestOptions, REST, type RESTGetCurrentApplicationResult, Routes } from 'discord.js'
import type { Log } from '../../core/log.ts'
import { createCallPace } from './call-pace.ts'
import { CALL_TIMEOUT_MS } from './client.ts'
import { checkToken, startError } from './tokens.ts'

/** Ten thousand refused calls in ten minutes get an address banned; a warning long before that. */
export const INVALID_CALLS_WARNING = 500
/** docs.discord.com/developers/topics/rate-limits, Global Rate Limit: 50 calls, counted anew each second. */
const GLOBAL_PACE = { limit: 50, windowMs: 1_000 }
/** docs.discord.com/developers/interactions/receiving-and-responding, Endpoints: answers do not count towards that. */
const UNCOUNTED = /\/(?:interactions|webhooks)\//u

export interface RestOptions {
  /** Of the bot, without “Bot ” before it. */
  readonly token: string
  /** Base of the REST API, for a proxy or a test; Discord's own if absent. */
  readonly apiUrl?: string
  /** Told when Discord has refused many calls; they are counted towards the ban of an address. */
  readonly log?: Log
}

/** Discord's REST API without its gateway: one try a call. Throws `InputError` for a token that cannot be sent. */
export function openRest({ token, apiUrl, log }: RestOptions): REST {
  checkToken(token)
  const pace = createCallPace(GLOBAL_PACE)
  const { makeRequest } = DefaultRestOptions
  const rest = new REST({
    ...(apiUrl === undefined ? {} : { api: apiUrl }),
    retries: 0,
    timeout: CALL_TIMEOUT_MS,
    // The time that Discord asks for, not a moment more: the outbox keeps its own.
    offset: 0,
    // But for the pace of all calls together everybody waits: a brief is up to four calls, and one that came back after the third would make
    // them all again. It is reached only where other processes call for the same bot: the client's own count of it is in the way.
    rejectOnRateLimit: ({ global, retryAfter }) => !global || retryAfter > GLOBAL_PACE.windowMs,
    globalRequestsPerSecond: Number.POSITIVE_INFINITY,
    async makeRequest(url, init) {
      if (UNCOUNTED.test(url)) return await makeRequest(url, init)
      return await pace.inTurn(() => makeRequest(url, init), init.signal ?? undefined)
    },
    invalidRequestWarningInterval: INVALID_CALLS_WARNING,
  })
  rest.on('invalidRequestWarning', (counted) => log?.warn('Discord refused many calls', { ...counted }))
  return rest.setToken(token)
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
