import type { webApi } from '@slack/bolt'
import { digestWording } from '../../core/digest-wording.ts'
import { InputError } from '../../core/errors.ts'
import { wording } from '../../core/wording.ts'
import { EVENTS_PATH } from './connection.ts'

/** Slack's own type, with its lengths in its comments (`@slack/web-api`, types/request/manifest.d.ts). */
type Manifest = webApi.AppsManifestCreateArguments['manifest']

/**
 * What the app may do, and why it must. This table is the only one: the manifest, the README and `attache doctor` go by it. Events are
 * those that need the scope (docs.slack.dev/reference/events).
 */
export const SCOPES = [
  { scope: 'commands', events: [], why: 'take /brief, /ask and /digest, and “Brief this” on a message' },
  { scope: 'chat:write', events: [], why: 'post digests, briefs, answers and updates where it was invited' },
  { scope: 'app_mentions:read', events: ['app_mention'], why: 'be asked by mention' },
  {
    scope: 'channels:history',
    events: ['message.channels'],
    why: 'hear what is asked in its threads in public channels, and find a post of its own whose answer was lost',
  },
  { scope: 'groups:history', events: ['message.groups'], why: 'hear and find the same in private channels' },
  { scope: 'im:history', events: ['message.im'], why: 'hear and find the same in direct messages' },
  { scope: 'files:read', events: [], why: 'read a file that hangs on a message which somebody has it brief' },
  { scope: 'reactions:read', events: ['reaction_added'], why: 'know 👍 and 👎 below what it posted' },
  {
    scope: 'users:read',
    events: [],
    why: 'offer somebody’s own time zone for a digest, and know admins and owners, who may change digests',
  },
  {
    scope: 'channels:read',
    events: [],
    why: 'say that it was not invited before a digest is set up, and know who created a channel',
  },
  { scope: 'groups:read', events: [], why: 'say and know the same of private channels' },
] as const

/** Events that need no scope: without this one nobody’s Home tab would be filled. */
const FREE_EVENTS = ['app_home_opened', 'app_uninstalled'] as const

/** Identifies the shortcut that briefs a message. */
export const BRIEF_THIS = 'brief-this'

/** Of the app-level token. */
export const APP_SCOPE = 'connections:write'

export const NEW_APP_PAGE = 'https://api.slack.com/apps?new_app=1'

/**
 * The app as api.slack.com makes it: least scopes, and Socket Mode, which takes no public address. With the https address at which the
 * desk is reached from the internet, signed requests in its place. Throws `InputError` if it is no such address.
 */
export function createManifest(url?: string): Manifest {
  const request = url === undefined ? undefined : requestUrl(url)
  const requested = request === undefined ? {} : { request_url: request }
  return {
    display_information: { name: 'Attaché', description: 'Briefs in which every sentence has a source' },
    features: {
      // Without it people read “Sending messages to this app has been turned off”.
      app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: false },
      // Only a-z, 0-9, “-”, “_” and “.” are allowed here.
      bot_user: { display_name: 'attache', always_online: false },
      slash_commands: [
        { command: '/brief', description: wording.commandBrief, usage_hint: '[topic or web address] [private]' },
        { command: '/ask', description: wording.commandAsk, usage_hint: '[topic:] [question]' },
        { command: '/digest', description: digestWording.command, usage_hint: digestWording.commandUsage },
      ].map((command) => (request === undefined ? command : { ...command, url: request })),
      shortcuts: [
        { type: 'message', name: wording.briefThis, callback_id: BRIEF_THIS, description: wording.briefThisAbout },
      ],
    },
    oauth_config: { scopes: { bot: SCOPES.map(({ scope }) => scope) } },
    settings: {
      event_subscriptions: {
        ...requested,
        bot_events: [...SCOPES.flatMap(({ events }) => [...events]), ...FREE_EVENTS],
      },
      interactivity: {
        is_enabled: true,
        ...requested,
        // What is typed into a menu comes by an address of its own.
        ...(request === undefined ? {} : { message_menu_options_url: request }),
      },
      org_deploy_enabled: false,
      socket_mode_enabled: request === undefined,
      token_rotation_enabled: false,
    },
  }
}

/** The manifest as JSON, which the page takes as well as YAML. */
export function printManifest(url?: string): string {
  return JSON.stringify(createManifest(url), undefined, 2)
}

/** A page of api.slack.com with the manifest filled in. */
export function manifestLink(url?: string): string {
  return `${NEW_APP_PAGE}&manifest_json=${encodeURIComponent(JSON.stringify(createManifest(url)))}`
}

/** Where Slack sends requests, for a desk that is reached at this address; a path in it is what the proxy takes away. */
export function requestUrl(url: string): string {
  const address = URL.canParse(url) ? new URL(url) : undefined
  if (address?.protocol !== 'https:' || address.username !== '') {
    throw new InputError(`“${url}” is no address that Slack sends requests to: it begins with https://.`)
  }
  const path = address.pathname.replace(/\/+$/u, '')
  return address.origin + (path.endsWith(EVENTS_PATH) ? path : path + EVENTS_PATH)
}

/** The README's table of scopes, in Markdown. */
export function printScopeTable(): string {
  const rows = SCOPES.map(({ scope, events, why }) => {
    return `| \`${scope}\` | ${why} | ${events.map((event) => `\`${event}\``).join(', ')} |`
  })
  return ['| Scope | What for | Event |', '| --- | --- | --- |', ...rows].join('\n')
}
