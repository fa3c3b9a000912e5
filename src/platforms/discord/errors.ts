import { RESTJSONErrorCodes as Codes, DiscordAPIError, HTTPError, RateLimitError } from 'discord.js'
import { connectionCode, whyUnreached } from '../../core/connection-fault.ts'
import { AmbiguousError, ClosedError, GoneError, LaterError, RefusedError, UnforeseenError } from '../../core/errors.ts'
import { wording } from '../../core/wording.ts'

type Outcome = 'later' | 'gone' | 'refused'

/** A code's outcome, and what it means in words for whoever reads why a delivery failed. */
type Meaning = readonly [outcome: Outcome, words: string]

/**
 * What Discord's JSON error codes mean for a message (docs.discord.com/developers/topics/opcodes-and-status-codes). Codes that are not
 * here count by their HTTP status.
 */
const MEANINGS: ReadonlyMap<number, Meaning> = new Map<number, Meaning>([
  [Codes.UnknownChannel, ['gone', 'the channel does not exist any more']],
  [Codes.UnknownGuild, ['gone', 'the bot is not in this server any more']],
  [Codes.UnknownUser, ['gone', 'this person does not exist any more']],
  [Codes.MissingAccess, ['gone', 'the bot cannot see the channel: it needs the permission View Channel there']],
  [
    Codes.MissingPermissions,
    ['gone', 'the bot may not post in the channel: it needs the permission Send Messages there'],
  ],
  [Codes.CannotSendMessagesToThisUser, ['gone', 'this person takes no direct messages from the bot']],
  [Codes.CannotSendMessagesInNonTextChannel, ['gone', 'it is no channel for text']],
  // Discord drops embeds without a word, which leaves nothing (docs.discord.com/developers/topics/permissions, EMBED_LINKS).
  [Codes.CannotSendAnEmptyMessage, ['gone', 'the bot may not show embeds: it needs the permission Embed Links there']],
  [
    Codes.CannotReplyWithoutPermissionToReadMessageHistory,
    ['gone', 'the bot needs the permission Read Message History there'],
  ],
  // With enforce_nonce, this is a message that was posted and then deleted (discord-api-docs #6647).
  [Codes.UnknownMessage, ['refused', 'the message it belongs to was deleted']],
  [Codes.InvalidFormBodyOrContentType, ['refused', 'the message does not have the form that Discord asks for']],
  [Codes.RequestBodyContainsInvalidJSON, ['refused', 'the message is not JSON']],
  [Codes.CannotExecuteActionOnThisChannelType, ['refused', 'there are no threads in this kind of channel']],
  [Codes.CannotExecuteActionOnSystemMessage, ['refused', 'there is no thread below this kind of message']],
  [Codes.InvalidActionOnArchivedThread, ['refused', 'the thread is archived and locked: a moderator must open it']],
  [Codes.ThreadLocked, ['refused', 'the thread is locked: a moderator must unlock it']],
  [Codes.ThreadAlreadyCreatedForMessage, ['refused', 'there is a thread already, but the bot cannot use it']],
  [Codes.MessageWasBlockedByAutomaticModeration, ['refused', 'the automatic moderation of the server blocked it']],
  [Codes.TitleWasBlockedByAutomaticModeration, ['refused', 'the automatic moderation of the server blocked it']],
  [Codes.MessageBlockedByHarmfulLinksFilter, ['refused', 'Discord takes a link in it for harmful']],
  [Codes.MaximumActiveThreads, ['later', 'the server has too many open threads']],
  [Codes.MaximumNumberOfEditsToMessagesOlderThanOneHourReached, ['later', 'the message was edited too often']],
  [Codes.APIResourceOverloaded, ['later', 'Discord is overloaded']],
  [Codes.ServiceResourceIsBeingRateLimited, ['later', 'Discord asks to slow down']],
  [Codes.OpeningDirectMessagesTooFast, ['later', 'Discord asks to slow down']],
  [Codes.FeatureTemporarilyDisabledServerSide, ['later', 'Discord has switched this off for a time']],
  [Codes.CloudflareIsBlockingYourRequest, ['later', 'Discord does not let this network in']],
  [Codes.ActionCannotBePerformedDueToSlowmodeRateLimit, ['later', 'the channel is in slow mode']],
  [Codes.ChannelWriteRateLimit, ['later', 'the channel has reached its pace']],
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

export type PostError = LaterError | AmbiguousError | GoneError | RefusedError

/** Discord's code for a refusal; undefined if it was anything else that went wrong. */
export function discordCode(error: unknown): number | string | undefined {
  return error instanceof DiscordAPIError ? error.code : undefined
}

/** Whether Discord does not know the bot's token (any more). An interaction's token that ran out is another matter. */
export function isTokenRefused(error: unknown): boolean {
  return error instanceof DiscordAPIError && error.status === 401 && error.code !== Codes.InvalidWebhookToken
}

/** Whether an error is in the outbox's terms already. */
export function isPostError(error: unknown): error is PostError {
  return [LaterError, AmbiguousError, GoneError, RefusedError].some((kind) => error instanceof kind)
}

/** What went wrong with a post, as the outbox needs to know it. An error that is not of Discord's client is ambiguous. */
export function postError(error: unknown): PostError {
  if (isPostError(error)) return error
  const options = { cause: error }
  if (error instanceof RateLimitError) {
    return new LaterError(`Discord asks to wait ${Math.ceil(error.retryAfter / 1_000)} s`, error.retryAfter, options)
  }
  if (error instanceof DiscordAPIError) return apiError(error)
  // Discord's client throws this for 5xx alone.
  if (error instanceof HTTPError) {
    return new AmbiguousError(`Discord answered with HTTP status ${error.status}`, options)
  }
  const code = connectionCode(error)
  if (code !== undefined && UNSENT.has(code)) {
    return new LaterError(`Discord could not be reached${whyUnreached(error)}`, undefined, options)
  }
  if (error instanceof DOMException) return new AmbiguousError('Discord did not answer in time', options)
  if (code === undefined) return new UnforeseenError('Something unforeseen went wrong on the way to Discord', options)
  return new AmbiguousError(`Discord could not be reached${whyUnreached(error)}`, options)
}

/** Why nothing may go into a thread, as people in its channel are told; undefined if that is not what went wrong. */
export function whyClosed(error: unknown): string | undefined {
  const isOurs = isPostError(error)
  switch (discordCode(isOurs ? error.cause : error)) {
    case Codes.InvalidActionOnArchivedThread:
    case Codes.ThreadLocked:
      return wording.threadLocked
    case Codes.MissingPermissions:
      return wording.threadClosed
    default:
      return undefined
  }
}

/** What went wrong with a call that comes before the post: whatever became of that call, nothing was posted yet. */
export function errorBeforePost(error: unknown): LaterError | GoneError | RefusedError {
  const outcome = postError(error)
  return outcome instanceof AmbiguousError ? new LaterError(outcome.message, undefined, { cause: error }) : outcome
}

/**
 * What went wrong with a look for a message. A channel that is gone has taken its messages with it; whatever else keeps the history
 * closed leaves open whether the message is there.
 */
export function findError(error: unknown): PostError {
  const outcome = postError(error)
  const code = discordCode(error)
  const isGone = code === Codes.UnknownChannel || code === Codes.UnknownGuild || isTokenRefused(error)
  if (isGone || outcome instanceof LaterError || outcome instanceof AmbiguousError) return outcome
  return new ClosedError(outcome.message, { cause: error })
}

function apiError(error: DiscordAPIError): PostError {
  const options = { cause: error }
  const code = Number(error.code)
  if (isTokenRefused(error)) return new GoneError('Discord does not accept the bot token any more', options)
  const [outcome, words] = MEANINGS.get(code) ?? meaningOfStatus(error.status)
  const said = `Discord answered ${error.status}/${code}: ${words}`
  switch (outcome) {
    case 'later':
      return new LaterError(said, undefined, options)
    case 'gone':
      return new GoneError(said, options)
    case 'refused':
      return new RefusedError(said, options)
  }
}

/** An unknown refusal is taken to be for this message alone: the next one finds out whether it is for the channel. */
function meaningOfStatus(status: number): Meaning {
  return status === 429 || status === 408 ? ['later', 'it is to be tried later'] : ['refused', 'it was refused']
}
