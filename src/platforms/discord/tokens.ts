import { DiscordjsError, DiscordjsErrorCodes, GatewayCloseCodes } from 'discord.js'
import { InputError, LaterError } from '../../core/errors.ts'
import { isTokenRefused, postError } from './errors.ts'

const PLACE = 'https://discord.com/developers/applications, your application, “Bot”'

/** For whoever runs the desk, when Discord does not know the token (any more). */
export const TOKEN_REFUSED = `Discord does not accept the bot token (DISCORD_TOKEN). You find the right one at ${PLACE}, “Reset Token”.`

/** For whoever runs the desk, when Discord does not let it read what does not address it. */
export const CONTENT_REFUSED = `Discord does not give the bot the text of messages (DISCORD_MESSAGE_CONTENT is on). Switch on “Message Content Intent” at ${PLACE}, and start the desk anew, or set it to off; until then the desk hears what addresses it.`

/** Throws `InputError` for a token that could not even be sent: empty, or with a character that does not go into a header. */
export function checkToken(token: string): void {
  if (!/^[\x21-\x7e]+$/u.test(token)) {
    throw new InputError(
      `The Discord bot token (DISCORD_TOKEN) is empty or has a space or line break in it. You find it at ${PLACE}, “Reset Token”.`,
    )
  }
}

/** Words for whoever runs the desk when the gateway closed for good; undefined for a code after which it may be tried again. */
export function closeWords(code: number | undefined): string | undefined {
  switch (code) {
    case GatewayCloseCodes.AuthenticationFailed:
      return TOKEN_REFUSED
    case GatewayCloseCodes.InvalidIntents:
    case GatewayCloseCodes.DisallowedIntents:
      return `Discord does not grant the bot what it asked to hear (close code ${code}). Look at ${PLACE}, “Privileged Gateway Intents”.`
    case GatewayCloseCodes.ShardingRequired:
      return 'The bot is in too many servers for one connection (2,500), and this desk opens only one.'
    default:
      return undefined
  }
}

/** Why Discord did not let the desk in: `InputError` if somebody must mend something, else as for a post. `closed`: the gateway's last code. */
export function startError(error: unknown, closed: number | undefined): Error {
  if (error instanceof InputError || error instanceof LaterError) return error
  const isInvalid = error instanceof DiscordjsError && error.code === DiscordjsErrorCodes.TokenInvalid
  const words = closeWords(isInvalid || isTokenRefused(error) ? GatewayCloseCodes.AuthenticationFailed : closed)
  return words === undefined ? postError(error) : new InputError(words, { cause: error })
}
