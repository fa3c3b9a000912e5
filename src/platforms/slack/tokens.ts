import { InputError } from '../../core/errors.ts'
import { postError, slackCode } from './errors.ts'

/** One of the secrets that Slack gives an app: what it is called, how it begins, where it is found. */
export interface TokenKind {
  readonly name: string
  readonly prefix: string
  readonly place: string
}

export const BOT_TOKEN: TokenKind = {
  name: 'bot token (SLACK_BOT_TOKEN)',
  prefix: 'xoxb-',
  place: 'https://api.slack.com/apps, your app, “OAuth & Permissions”, “Bot User OAuth Token”',
}

export const APP_TOKEN: TokenKind = {
  name: 'app token (SLACK_APP_TOKEN)',
  prefix: 'xapp-',
  place:
    'https://api.slack.com/apps, your app, “Basic Information”, “App-Level Tokens”, with the scope connections:write',
}

/** Where Slack's requests come by HTTP. */
export const SIGNING_SECRET: TokenKind = {
  name: 'signing secret (SLACK_SIGNING_SECRET)',
  prefix: '',
  place: 'https://api.slack.com/apps, your app, “Basic Information”, “App Credentials”, “Signing Secret”',
}

/** Codes that mean that a token is not what it should be, which only whoever runs the desk can mend. */
const WRONG_TOKEN = new Set([
  ...['invalid_auth', 'not_authed', 'token_revoked', 'token_expired', 'account_inactive', 'not_allowed_token_type'],
  ...['missing_scope', 'no_permission', 'user_removed_from_team', 'team_disabled'],
])

/** Throws `InputError` for a token that could not even be sent: empty, or with a character that does not go into a header. */
export function checkToken(token: string, kind: TokenKind): void {
  if (!/^[\x21-\x7e]+$/u.test(token)) {
    throw new InputError(
      `The Slack ${kind.name} is empty or has a space or line break in it. You find it at ${kind.place}.`,
    )
  }
}

/** Why Slack did not let the desk in: `InputError` if a token is to blame, else as for a post. */
export function startError(error: unknown, token: string, kind: TokenKind): Error {
  const code = slackCode(error)
  if (code === undefined || !WRONG_TOKEN.has(code)) return postError(error)
  const begins = token.startsWith(kind.prefix) ? '' : ` It should begin with ${kind.prefix}, and this one does not.`
  return new InputError(`Slack does not accept the ${kind.name}: ${code}.${begins} You find it at ${kind.place}.`, {
    cause: error,
  })
}
