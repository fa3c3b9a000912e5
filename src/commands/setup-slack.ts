import type { Listening } from '../config/listening.ts'
import { notesOn, VARIABLES } from '../config/variables.ts'
import type { Check } from '../core/check.ts'
import {
  type CheckupOptions,
  checkAppToken,
  checkBotToken,
  checkChannel,
  checkHttpSetting,
} from '../platforms/slack/checkup.ts'
import { EVENTS_PATH } from '../platforms/slack/connection.ts'
import { APP_SCOPE, manifestLink, NEW_APP_PAGE, requestUrl } from '../platforms/slack/manifest.ts'
import type { Runtime } from '../runtime.ts'
import { offerFirstBrief } from './first-brief.ts'
import { chooseChannel, type Talk, wordsOf } from './talk.ts'

/** Slack from the app to the first brief; gives the channel as `desk.yaml` names it, if one was chosen. */
export async function setUpSlack(talk: Talk, runtime: Runtime): Promise<string | undefined> {
  const apiUrl = talk.settingOf('SLACK_API_URL')
  const options = { now: runtime.now, ...(apiUrl === undefined ? {} : { apiUrl }) }
  const isNew = talk.settingOf('SLACK_BOT_TOKEN') === undefined
  const url = isNew ? await askForAddress(talk) : undefined
  if (isNew) {
    talk.say(`
1. Open this link, choose your workspace, and create the app:

${manifestLink(url)}

   (Or open ${NEW_APP_PAGE}, “From a manifest”, and paste what npx attache slack manifest${url === undefined ? '' : ` --url ${url}`} prints.)

2. “Install App” → “Install to Workspace”, then copy the “Bot User OAuth Token”.`)
  }
  const bot = await talk.obtain('SLACK_BOT_TOKEN', 'Bot token (xoxb-…; it is not shown):', (token) => {
    return checkBotToken(token, options)
  })
  if (wayOf(talk) === 'http') await obtainSecret(talk, runtime)
  else await obtainAppToken(talk, options)
  const { team = '', name = 'attache' } = bot.found.identity ?? {}
  talk.say(`\n4. Type /invite @${name} in the channel that is to get briefs.`)
  const how = 'Its link (right-click the channel → Copy → Copy link) or id; Enter skips this:'
  const chosen = await chooseChannel(talk, how, readChannel, async (channel) => {
    return { check: await checkChannel(channel, bot.token, name, options) }
  })
  if (chosen === undefined) return undefined
  const target = { platform: 'slack', channel: chosen.channel }
  const { postOnce } = await import('../platforms/slack/one-post.ts')
  const log = { error() {}, warn() {}, info() {}, debug() {} }
  const sender = { botToken: bot.token, log, ...(apiUrl === undefined ? {} : { apiUrl }) }
  await offerFirstBrief(
    talk,
    { place: { ...target, workspace: team }, target },
    (...post) => postOnce(sender, ...post),
    runtime,
  )
  return `slack:${chosen.channel}`
}

/** The https address for requests, which is then kept as the way; undefined for Socket Mode. Asks nothing where the way is set. */
async function askForAddress(talk: Talk): Promise<string | undefined> {
  const way = wayOf(talk)
  if (way === 'socket') return undefined
  const question =
    way === 'http'
      ? 'The https address at which Slack is to reach the desk:'
      : 'Slack reaches the desk by Socket Mode, which needs no public address: Enter for that, or the https address for signed requests instead:'
  for (;;) {
    const typed = await talk.ask(question)
    if (typed === '' && way !== 'http') return undefined
    try {
      requestUrl(typed)
    } catch (error) {
      talk.say(wordsOf(error))
      continue
    }
    if (way !== 'http') await talk.keep('SLACK_TRANSPORT', 'http')
    return typed
  }
}

async function obtainAppToken(talk: Talk, options: CheckupOptions): Promise<void> {
  if (talk.settingOf('SLACK_APP_TOKEN') === undefined) {
    talk.say(`\n3. “Basic Information” → “App-Level Tokens” → “Generate”, with the scope ${APP_SCOPE}; copy the token.`)
  }
  await talk.obtain('SLACK_APP_TOKEN', 'App token (xapp-…; it is not shown):', async (token) => {
    return { checks: [await checkAppToken(token, options)] satisfies Check[] }
  })
}

/** A secret cannot be tried before Slack sends something; the place to listen at can. */
async function obtainSecret(talk: Talk, { now }: Runtime): Promise<void> {
  if (talk.settingOf('SLACK_SIGNING_SECRET') === undefined) {
    talk.say('\n3. “Basic Information” → “App Credentials” → “Signing Secret” → “Show”; copy it.')
  }
  const place = placeOf(talk)
  await talk.obtain('SLACK_SIGNING_SECRET', 'Signing secret (it is not shown):', async (signingSecret) => {
    return { checks: await checkHttpSetting({ kind: 'http', signingSecret, ...place }, { now }) }
  })
  talk.say(
    `\n   Slack tries the address when the app is made, and again at “Event Subscriptions” → “Retry”: once the desk runs (npm start) and whatever serves https passes ${EVENTS_PATH} on to it, it says “Verified”.`,
  )
}

function wayOf(talk: Talk): string | undefined {
  return talk.settingOf('SLACK_TRANSPORT')?.toLowerCase()
}

/** Where the desk is to listen; its usual place, with a word, where the setting is none. */
function placeOf(talk: Talk): Listening {
  const { SLACK_HTTP: schema } = VARIABLES.shape
  const read = schema.safeParse(talk.settingOf('SLACK_HTTP'))
  if (read.success) return read.data
  talk.say(`SLACK_HTTP ${read.error.issues[0]?.message}: ${notesOn('SLACK_HTTP').hint}.`)
  return schema.parse(undefined)
}

/** The id in a channel's link, or the id itself. */
function readChannel(typed: string): string | undefined {
  return /^(?:https:\/\/\S+\/)?([CGD][A-Z0-9]+)(?:[/?#]\S*)?$/u.exec(typed)?.[1]
}
