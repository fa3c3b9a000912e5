import { webApi } from '@slack/bolt'
import { connectionCode, whyUnreached } from '../../core/connection-fault.ts'
import { AmbiguousError, ClosedError, GoneError, LaterError, RefusedError, UnforeseenError } from '../../core/errors.ts'

type Outcome = 'later' | 'ambiguous' | 'gone' | 'refused'

/**
 * What a code of Slack's means for the message, from the error tables of chat.postMessage, conversations.history and
 * conversations.replies (docs.slack.dev/reference/methods). Codes that are not here count as ambiguous: nothing is known.
 *
 * What an operator mends for the whole app (a token, a scope) is `later`, not `gone`: the digests of every channel would stop, and
 * nobody would start them again once the token is mended.
 */
const OUTCOMES: ReadonlyMap<string, Outcome> = new Map([
  ...all('later', [
    ...['ratelimited', 'rate_limited', 'message_limit_exceeded', 'accesslimited', 'team_added_to_org'],
    ...['org_login_required', 'request_timeout', 'missing_scope', 'no_permission', 'not_allowed_token_type'],
    ...['invalid_auth', 'not_authed', 'token_expired'],
  ]),
  ...all('gone', [
    ...['channel_not_found', 'not_in_channel', 'is_archived', 'user_not_found', 'messages_tab_disabled'],
    ...['restricted_action', 'restricted_action_read_only_channel', 'restricted_action_thread_only_channel'],
    ...['cannot_dm_bot', 'user_disabled', 'access_denied', 'ekm_access_denied', 'enterprise_is_restricted'],
    ...['team_not_found', 'team_access_not_granted', 'team_disabled', 'user_removed_from_team'],
    ...['token_revoked', 'account_inactive'],
  ]),
  ...all('refused', [
    ...['invalid_blocks', 'invalid_blocks_format', 'msg_blocks_too_long', 'msg_too_long', 'no_text'],
    ...['invalid_metadata_format', 'invalid_metadata_schema', 'metadata_too_large', 'markdown_text_conflict'],
    ...['invalid_arguments', 'invalid_arg_name', 'invalid_array_arg', 'invalid_charset', 'invalid_form_data'],
    ...['invalid_post_type', 'missing_post_type', 'invalid_attachments', 'too_many_attachments'],
    // The thread is closed, not the channel.
    ...['restricted_action_thread_locked', 'restricted_action_non_threadable_channel', 'cannot_reply_to_message'],
    ...['thread_not_found', 'message_not_found', 'invalid_thread_ts'],
  ]),
  // “It's possible some aspect of the operation succeeded before the error was raised.”
  ...all('ambiguous', ['fatal_error', 'internal_error', 'service_unavailable']),
])

/** The connection never came to be, so nothing was sent (codes of Node and undici). */
const UNSENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
])

/** The code with which Slack refused a call; undefined if it was anything else that went wrong. */
export function slackCode(error: unknown): string | undefined {
  return error instanceof webApi.WebAPIPlatformError ? error.data.error : undefined
}

/** Whether a call of the Web API went wrong, rather than anything else. */
export function isCallError(error: unknown): boolean {
  return (
    error instanceof webApi.WebAPIPlatformError ||
    error instanceof webApi.WebAPIRequestError ||
    error instanceof webApi.WebAPIHTTPError ||
    error instanceof webApi.WebAPIRateLimitedError
  )
}

/** What went wrong with a post, as the outbox needs to know it. An error that is not of the Web API is ambiguous. */
export function postError(error: unknown): LaterError | AmbiguousError | GoneError | RefusedError {
  const options = { cause: error }
  if (error instanceof webApi.WebAPIRateLimitedError) {
    return new LaterError(`Slack asks to wait ${error.retryAfter} s`, error.retryAfter * 1_000, options)
  }
  if (error instanceof webApi.WebAPIHTTPError) {
    const said = `Slack answered with HTTP status ${error.statusCode}`
    const isPerhapsPosted = error.statusCode >= 500 || error.statusCode === 408
    return isPerhapsPosted ? new AmbiguousError(said, options) : new LaterError(said, undefined, options)
  }
  if (error instanceof webApi.WebAPIRequestError) {
    const code = connectionCode(error.original)
    const said = `Slack could not be reached${whyUnreached(error.original)}`
    const isUnsent = code !== undefined && UNSENT.has(code)
    return isUnsent ? new LaterError(said, undefined, options) : new AmbiguousError(said, options)
  }
  const code = slackCode(error)
  if (code === undefined) return new UnforeseenError('Something unforeseen went wrong on the way to Slack', options)
  const said = `Slack answered ${code.slice(0, 80)}`
  switch (OUTCOMES.get(code) ?? 'ambiguous') {
    case 'later':
      return new LaterError(said, undefined, options)
    case 'gone':
      return new GoneError(said, options)
    case 'refused':
      return new RefusedError(said, options)
    case 'ambiguous':
      return new AmbiguousError(said, options)
  }
}

/**
 * What went wrong with a look for a message. Only the pace is worth waiting for; whatever else keeps the history closed leaves open
 * whether the message is there.
 */
export function findError(error: unknown): LaterError | AmbiguousError {
  const options = { cause: error }
  const code = slackCode(error)
  if (code === 'missing_scope')
    return new ClosedError('Slack does not let the app read this history (missing_scope)', options)
  if (code === 'not_in_channel' || code === 'channel_not_found') {
    return new ClosedError(`the app is not a member of the channel, so its history is closed (${code})`, options)
  }
  const outcome = postError(error)
  if (outcome instanceof LaterError || outcome instanceof AmbiguousError) return outcome
  return new ClosedError(outcome.message, options)
}

function all(outcome: Outcome, codes: readonly string[]): [string, Outcome][] {
  return codes.map((code) => [code, outcome])
}
