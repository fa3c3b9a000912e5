import type { z } from 'zod'
import type { DigestEditors } from '../core/digest-command.ts'
import { InputError } from '../core/errors.ts'
import type { Problem } from '../core/ports.ts'
import type { Listening } from './listening.ts'
import { type ModelSettings, readModel } from './model-settings.ts'
import { nearestName } from './nearest.ts'
import { notesOn, VARIABLE_NAMES, VARIABLES, type Variable } from './variables.ts'

/** The Slack app, and how it is reached. */
export interface SlackSettings {
  readonly botToken: string
  readonly transport:
    | { readonly kind: 'socket'; readonly appToken: string }
    | ({ readonly kind: 'http'; readonly signingSecret: string } & Listening)
  readonly apiUrl?: string
}

/** What the process was told by its environment, read once. */
export interface Environment {
  /** Absent where Slack is not set up, or not rightly. */
  readonly slack?: SlackSettings
  readonly discord?: {
    readonly token: string
    readonly apiUrl?: string
    readonly guild?: string
    /** Whether the desk is to read what does not address it. */
    readonly messageContent: boolean
  }
  /** Absent where nothing is to be sent to a model. */
  readonly model?: ModelSettings
  /** PostgreSQL; absent for the SQLite file. */
  readonly databaseUrl?: string
  /** Path of the folder of topics. */
  readonly briefs: string
  /** Path of the folder for the database. */
  readonly data: string
  /** Documents found longer ago are forgotten; absent for never. */
  readonly keepDays?: number
  /** Of a feed that is new, how many entries become documents. */
  readonly firstEntries: number
  /** Whether briefs are also written beside the documents. */
  readonly briefFiles: boolean
  /** IANA time zone of digests that name none. */
  readonly zone: string
  /** Who may change digests from chat. */
  readonly digestEditors: DigestEditors
  /** Where counters and health are served; absent for nowhere. */
  readonly http?: Listening
  /** Hosts that may be fetched from though they are not public: `host` or `host:port`. */
  readonly allowedHosts: ReadonlySet<string>
  readonly log: 'error' | 'warn' | 'info' | 'debug'
  /** What keeps a platform from being connected to, or was probably meant otherwise; `where` is the variable. Never holds a value. */
  readonly problems: readonly Problem[]
}

/**
 * Reads the environment. An empty variable counts as unset; white space and quotes around a value are dropped, since `.env` files pass
 * through readers that keep them. A platform that is set up by halves is a problem in the result, so that the rest of the desk runs.
 * Throws one `InputError` that names every variable of the desk's own that is wrong, and how to mend it. Values are never repeated: they
 * may be secrets.
 */
export function readEnvironment(env: Readonly<Record<string, string | undefined>>): Environment {
  const { environment, wrong } = examineEnvironment(env)
  if (wrong.length === 0) return environment
  const lines = [...wrong, ...findStrangers(env)].map(({ where, what }) => `- ${where} ${what}`)
  throw new InputError(`The desk cannot start with these settings:\n${lines.join('\n')}`)
}

/** As `readEnvironment`, without throwing: what of the desk's own is wrong, and the environment with what holds in its place. */
export function examineEnvironment(env: Readonly<Record<string, string | undefined>>): {
  readonly environment: Environment
  readonly wrong: readonly Problem[]
} {
  const given = new Map<Variable, string>()
  for (const name of VARIABLE_NAMES) {
    const value = evenOut(env[name])
    if (value !== '') given.set(name, value)
  }
  const refused = new Map<Variable, string>()
  for (const [name, value] of given) {
    const issue = VARIABLES.shape[name].safeParse(value).error?.issues[0]
    if (issue !== undefined) refused.set(name, `${issue.message}: ${notesOn(name).hint}`)
  }
  const settings = VARIABLES.parse(Object.fromEntries([...given].filter(([name]) => !refused.has(name))))
  const refusals = (isOwn: boolean): Problem[] => {
    return [...refused]
      .filter(([name]) => (notesOn(name).group === 'Desk') === isOwn)
      .map(([where, what]) => ({ where, what }))
  }
  const slack = slackOf(settings)
  const { model, problems: ofModel } = readModel(settings)
  const discord = settings.DISCORD_TOKEN
  const environment: Environment = {
    ...(slack === undefined || isHampered('Slack', refused) ? {} : { slack }),
    ...(discord === undefined || isHampered('Discord', refused)
      ? {}
      : {
          discord: {
            token: discord,
            ...(settings.DISCORD_API_URL === undefined ? {} : { apiUrl: settings.DISCORD_API_URL }),
            ...(settings.DISCORD_GUILD === undefined ? {} : { guild: settings.DISCORD_GUILD }),
            messageContent: settings.DISCORD_MESSAGE_CONTENT,
          },
        }),
    ...(model === undefined || isHampered('Model', refused) ? {} : { model }),
    ...(settings.DATABASE_URL === undefined ? {} : { databaseUrl: settings.DATABASE_URL }),
    briefs: settings.ATTACHE_BRIEFS,
    data: settings.ATTACHE_DATA,
    ...(settings.ATTACHE_KEEP_DAYS === undefined ? {} : { keepDays: settings.ATTACHE_KEEP_DAYS }),
    firstEntries: settings.FEED_FIRST_ENTRIES,
    briefFiles: settings.ATTACHE_BRIEF_FILES,
    zone: settings.ATTACHE_ZONE,
    digestEditors: settings.DIGEST_EDITORS,
    ...(settings.ATTACHE_HTTP === 'off' ? {} : { http: settings.ATTACHE_HTTP }),
    allowedHosts: settings.FETCH_ALLOW_PRIVATE,
    log: settings.ATTACHE_LOG,
    problems: [
      ...refusals(false),
      ...findGaps(given, settings.SLACK_TRANSPORT),
      ...findClash(slack, settings),
      ...(isHampered('Model', refused) ? [] : ofModel),
      ...findStrangers(env),
    ],
  }
  return { environment, wrong: refusals(true) }
}

type Settings = z.infer<typeof VARIABLES>

function slackOf(settings: Settings): SlackSettings | undefined {
  const { SLACK_BOT_TOKEN: botToken, SLACK_API_URL: apiUrl } = settings
  const transport = transportOf(settings)
  if (botToken === undefined || transport === undefined) return undefined
  return { botToken, transport, ...(apiUrl === undefined ? {} : { apiUrl }) }
}

function transportOf(settings: Settings): SlackSettings['transport'] | undefined {
  const { SLACK_TRANSPORT: kind, SLACK_APP_TOKEN: appToken, SLACK_SIGNING_SECRET: signingSecret } = settings
  if (kind === 'socket') return appToken === undefined ? undefined : { kind, appToken }
  return signingSecret === undefined ? undefined : { kind, signingSecret, ...settings.SLACK_HTTP }
}

/** A platform with one wrong value is left out whole: connecting somewhere else than was meant is worse than not connecting. */
function isHampered(group: 'Slack' | 'Discord' | 'Model', wrong: ReadonlyMap<Variable, string>): boolean {
  return [...wrong.keys()].some((name) => notesOn(name).group === group)
}

/** Tokens that are missing beside others of their platform. */
function findGaps(given: ReadonlyMap<Variable, string>, transport: Settings['SLACK_TRANSPORT']): Problem[] {
  const way = transport === 'socket' ? 'SLACK_APP_TOKEN' : 'SLACK_SIGNING_SECRET'
  return (['SLACK_BOT_TOKEN', way, 'DISCORD_TOKEN'] as const).flatMap((where) => {
    const { group, hint } = notesOn(where)
    const others = [...given.keys()].filter((name) => notesOn(name).group === group && !isUsual(name))
    if (given.has(where) || others.length === 0) return []
    const otherWay =
      where === 'SLACK_APP_TOKEN' && given.has('SLACK_SIGNING_SECRET') ? '; or set SLACK_TRANSPORT=http' : ''
    return [
      {
        where,
        what: `is not set, though ${others.join(' and ')} ${others.length === 1 ? 'is' : 'are'}; ${hint}${otherWay}`,
      },
    ]
  })
}

/** Whether the variable says how, not that, a platform is used: it may be set where nothing else is. */
function isUsual(name: Variable): boolean {
  return name === 'SLACK_TRANSPORT' || name === 'SLACK_HTTP' || name === 'DISCORD_MESSAGE_CONTENT'
}

function findClash(slack: SlackSettings | undefined, { ATTACHE_HTTP: own }: Settings): Problem[] {
  if (slack?.transport.kind !== 'http' || own === 'off') return []
  const { host, port } = slack.transport
  if (port === 0 || port !== own.port || host !== own.host) return []
  return [{ where: 'SLACK_HTTP', what: 'is the place of ATTACHE_HTTP as well; give one of them another port' }]
}

/** Variables that were surely meant for the desk and that it does not know. */
function findStrangers(env: Readonly<Record<string, string | undefined>>): Problem[] {
  return Object.keys(env)
    .filter((name) => name.startsWith('ATTACHE_') && !VARIABLE_NAMES.some((known) => known === name))
    .map((where) => {
      const near = nearestName(where, VARIABLE_NAMES)
      const instead =
        near === undefined ? 'remove it, or see .env.example for those there are' : `did you mean ${near}?`
      return { where, what: `is not a setting; ${instead}` }
    })
}

function evenOut(value: string | undefined): string {
  const trimmed = value?.trim() ?? ''
  return /^(["'])(.*)\1$/su.exec(trimmed)?.[2]?.trim() ?? trimmed
}
