import { z } from 'zod'
import { isZone } from '../core/slot.ts'
import { parseHosts } from './hosts.ts'
import { type Listening, parseListening } from './listening.ts'
import { MODEL_VARIABLES } from './model-variables.ts'
import { address, NOTES, type VariableNotes } from './variable-notes.ts'

const NO_PLACE = 'is not a place to listen at'
const SLACK_SETTINGS = 'api.slack.com/apps → your app →'

/**
 * Every environment variable there is. This table is the only one: `readEnvironment` parses by it, and `.env.example` and the README's
 * table are printed from it (a test compares them). Values arrive trimmed; an empty one counts as not set.
 */
export const VARIABLES = z.object({
  SLACK_BOT_TOKEN: z
    .string()
    .regex(/^xoxb-[\w-]+$/u, 'is not a bot token')
    .optional()
    .register(NOTES, {
      group: 'Slack',
      meaning:
        'Bot token of the Slack app. Slack takes it and, for Socket Mode, the app token; for HTTP, the signing secret.',
      hint: `it begins with xoxb-; ${SLACK_SETTINGS} OAuth & Permissions → Bot User OAuth Token`,
    }),
  SLACK_APP_TOKEN: z
    .string()
    .regex(/^xapp-[\w-]+$/u, 'is not an app-level token')
    .optional()
    .register(NOTES, {
      group: 'Slack',
      meaning: 'App-level token of the Slack app, for Socket Mode.',
      hint: `it begins with xapp-; ${SLACK_SETTINGS} Basic Information → App-Level Tokens, scope connections:write`,
    }),
  SLACK_TRANSPORT: z
    .string()
    .toLowerCase()
    .pipe(z.enum(['socket', 'http'], 'is neither socket nor http'))
    .default('socket')
    .register(NOTES, {
      group: 'Slack',
      meaning: 'How Slack reaches the desk: by Socket Mode, which needs no public address, or by signed HTTP requests.',
      hint: 'socket or http',
      standard: 'socket',
    }),
  SLACK_SIGNING_SECRET: z
    .string()
    .regex(/^[\x21-\x7e]{8,}$/u, 'is not a signing secret')
    .optional()
    .register(NOTES, {
      group: 'Slack',
      meaning: 'Signing secret of the Slack app, for HTTP.',
      hint: `32 letters and digits; ${SLACK_SETTINGS} Basic Information → App Credentials → Signing Secret`,
    }),
  SLACK_HTTP: place().default({ host: '127.0.0.1', port: 3000 }).register(NOTES, {
    group: 'Slack',
    meaning:
      'Where Slack’s requests are taken, for HTTP: at /slack/events, behind whatever serves https to the internet.',
    hint: 'host:port, e.g. 0.0.0.0:3000 in a container; a port alone is for this machine only',
    standard: '127.0.0.1:3000',
  }),
  SLACK_API_URL: address().optional().register(NOTES, {
    group: 'Slack',
    meaning: 'Another address for Slack’s Web API: a proxy, a test server.',
    hint: 'an http(s) address, e.g. https://slack.com/api/',
    standard: 'Slack’s own',
  }),
  DISCORD_TOKEN: z
    .string()
    .regex(/^[\w.-]+$/u, 'is not a bot token')
    .optional()
    .register(NOTES, {
      group: 'Discord',
      meaning: 'Token of the Discord bot.',
      hint: 'without “Bot ” in front; discord.com/developers/applications → your application → Bot → Reset Token',
    }),
  DISCORD_API_URL: address().optional().register(NOTES, {
    group: 'Discord',
    meaning: 'Another address for Discord’s REST API: a proxy, a test server.',
    hint: 'an http(s) address, e.g. https://discord.com/api',
    standard: 'Discord’s own',
  }),
  DISCORD_GUILD: z
    .string()
    .regex(/^\d{15,21}$/u, 'is not a server id')
    .optional()
    .register(NOTES, {
      group: 'Discord',
      meaning: 'Id of the one server in which commands are registered, where they appear at once.',
      hint: '17 to 20 digits; turn on Developer Mode, then right-click the server → Copy Server ID',
      standard: 'every server',
    }),
  DISCORD_MESSAGE_CONTENT: onOrOff().default(false).register(NOTES, {
    group: 'Discord',
    meaning: 'Whether questions in a thread of the desk need no mention of it.',
    hint: 'on or off; for on, switch on “Message Content Intent” at discord.com/developers/applications → your application → Bot',
    standard: 'off',
  }),
  DATABASE_URL: z.string().refine(isDatabaseAddress, 'is not an address of PostgreSQL').optional().register(NOTES, {
    group: 'Desk',
    meaning: 'PostgreSQL, for more than one process.',
    hint: 'postgres://user:password@host:5432/database',
    standard: 'a SQLite file in ATTACHE_DATA',
  }),
  ATTACHE_BRIEFS: folder().default('briefs').register(NOTES, {
    group: 'Desk',
    meaning: 'Folder of the documents, one folder inside it a topic.',
    hint: 'a path',
    standard: 'briefs',
  }),
  ATTACHE_DATA: folder().default('data').register(NOTES, {
    group: 'Desk',
    meaning: 'Folder that the desk keeps its database in.',
    hint: 'a path',
    standard: 'data',
  }),
  ATTACHE_KEEP_DAYS: z.coerce
    .number()
    .int('is no whole number')
    .min(1, 'is less than a day')
    .optional()
    .register(NOTES, {
      group: 'Desk',
      meaning: 'Documents that were found more than so many days ago are forgotten for good.',
      hint: 'a whole number from 1 up',
      standard: 'kept for ever',
    }),
  FEED_FIRST_ENTRIES: z.coerce
    .number()
    .int('is no whole number')
    .min(0)
    .max(500, 'is more than 500')
    .default(5)
    .register(NOTES, {
      group: 'Desk',
      meaning: 'Of a feed that is new, so many of its newest entries become documents; the older ones are passed over.',
      hint: 'a whole number from 0 to 500',
      standard: '5',
    }),
  ATTACHE_BRIEF_FILES: onOrOff().default(true).register(NOTES, {
    group: 'Desk',
    meaning: 'Whether each topic’s brief is also written to brief.md beside its documents.',
    hint: 'on or off',
    standard: 'on',
  }),
  ATTACHE_ZONE: z.string().refine(isZone, 'is not a time zone').default('UTC').register(NOTES, {
    group: 'Desk',
    meaning: 'Time zone of digests that name none.',
    hint: 'an IANA name, e.g. Europe/Berlin or Asia/Kolkata',
    standard: 'UTC',
  }),
  ATTACHE_HTTP: listening().default({ host: '127.0.0.1', port: 9464 }).register(NOTES, {
    group: 'Desk',
    meaning: 'Where /metrics, /healthz and /readyz are served, to whoever can reach it: there is no password.',
    hint: 'host:port, e.g. 0.0.0.0:9464 in a container; a port alone is for this machine only; or off',
    standard: '127.0.0.1:9464',
  }),
  DIGEST_EDITORS: z
    .string()
    .toLowerCase()
    .pipe(z.enum(['managers', 'members'], 'is neither managers nor members'))
    .default('managers')
    .register(NOTES, {
      group: 'Desk',
      meaning: 'Who may set up and change the digests of a channel, beside whoever set one up.',
      hint: 'managers (Slack: workspace admins and owners, the channel’s creator; Discord: Manage Channel) or members (everybody in it)',
      standard: 'managers',
    }),
  FETCH_ALLOW_PRIVATE: hosts().default(new Set<string>()).register(NOTES, {
    group: 'Desk',
    meaning:
      'Hosts of your own network that pages and feeds may be fetched from; all others must be on the public internet.',
    hint: 'host or host:port, several by commas, e.g. wiki.intranet,10.0.0.5:3000; the host alone allows every port',
    standard: 'none',
  }),
  ATTACHE_LOG: z
    .string()
    .toLowerCase()
    .pipe(z.enum(['error', 'warn', 'info', 'debug'], 'is not a level'))
    .default('info')
    .register(NOTES, {
      group: 'Desk',
      meaning: 'How much is logged.',
      hint: 'error, warn, info or debug',
      standard: 'info',
    }),
  ...MODEL_VARIABLES,
})

export type Variable = keyof typeof VARIABLES.shape

export const VARIABLE_NAMES = Object.keys(VARIABLES.shape) as readonly Variable[] // Object.keys forgets the keys' type.

export function notesOn(variable: Variable): VariableNotes {
  const notes = NOTES.get(VARIABLES.shape[variable])
  if (notes === undefined) throw new Error(`${variable} has no notes`)
  return notes
}

/** The text of `.env.example`: every variable, commented out, with what it does. */
export function printEnvironmentExample(): string {
  const parts = ['# Copy to .env and fill in what you use. Every line is optional; unset ones stay as they are here.']
  let group = ''
  for (const name of VARIABLE_NAMES) {
    const { meaning, hint, standard, ...notes } = notesOn(name)
    if (notes.group !== group) parts.push(`\n# ── ${notes.group} ──`)
    group = notes.group
    const literal =
      standard !== undefined && VARIABLES.shape[name].safeParse(standard).success && /^[\w.:]+$/u.test(standard)
    parts.push(`\n# ${meaning}\n# (${hint})\n#${name}=${literal ? standard : ''}`)
  }
  return `${parts.join('\n')}\n`
}

/** The README's table of variables, in Markdown. */
export function printVariableTable(): string {
  const rows = VARIABLE_NAMES.map((name) => {
    const { meaning, hint, standard = 'not set' } = notesOn(name)
    return `| \`${name}\` | ${meaning} | ${hint} | ${standard} |`
  })
  return ['| Variable | What it does | Value | Unless set |', '| --- | --- | --- | --- |', ...rows].join('\n')
}

function folder() {
  return z.string().refine((value) => !value.includes('\0'), 'is not a path')
}

function onOrOff() {
  return z
    .string()
    .toLowerCase()
    .pipe(z.enum(['on', 'off', 'true', 'false', 'yes', 'no', '1', '0'], 'is neither on nor off'))
    .transform((word) => ['on', 'true', 'yes', '1'].includes(word))
}

function listening() {
  return z.string().transform((value, context): Listening | 'off' => {
    const parsed = parseListening(value)
    if (parsed !== undefined) return parsed
    context.addIssue({ code: 'custom', message: NO_PLACE })
    return z.NEVER
  })
}

/** As `listening`, where there is no “off”. */
function place() {
  return z.string().transform((value, context): Listening => {
    const parsed = parseListening(value)
    if (parsed !== undefined && parsed !== 'off') return parsed
    context.addIssue({ code: 'custom', message: NO_PLACE })
    return z.NEVER
  })
}

function hosts() {
  return z.string().transform((value, context): ReadonlySet<string> => {
    const parsed = parseHosts(value)
    if (parsed !== undefined) return parsed
    context.addIssue({ code: 'custom', message: 'is no list of hosts' })
    return z.NEVER
  })
}

function isDatabaseAddress(value: string): boolean {
  return /^postgres(?:ql)?:\/\//iu.test(value) && URL.canParse(value)
}
