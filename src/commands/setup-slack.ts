import type { Check } from '../core/check.ts'
import { checkAppToken, checkBotToken, checkChannel } from '../platforms/slack/checkup.ts'
import { APP_SCOPE, manifestLink, NEW_APP_PAGE } from '../platforms/slack/manifest.ts'
import type { Runtime } from '../runtime.ts'
import { offerFirstBrief } from './first-brief.ts'
import { chooseChannel, type Talk } from './talk.ts'

/** Slack from the app to the first brief; gives the channel as `desk.yaml` names it, if one was chosen. */
export async function setUpSlack(talk: Talk, runtime: Runtime): Promise<string | undefined> {
  const apiUrl = talk.settingOf('SLACK_API_URL')
  const options = { now: runtime.now, ...(apiUrl === undefined ? {} : { apiUrl }) }
  if (talk.settingOf('SLACK_BOT_TOKEN') === undefined) {
    talk.say(`
1. Open this link, choose your workspace, and create the app:

${manifestLink()}

   (Or open ${NEW_APP_PAGE}, “From a manifest”, and paste what npx attache slack manifest prints.)

2. “Install App” → “Install to Workspace”, then copy the “Bot User OAuth Token”.`)
  }
  const bot = await talk.obtain('SLACK_BOT_TOKEN', 'Bot token (xoxb-…; it is not shown):', (token) => {
    return checkBotToken(token, options)
  })
  if (talk.settingOf('SLACK_APP_TOKEN') === undefined) {
    talk.say(`\n3. “Basic Information” → “App-Level Tokens” → “Generate”, with the scope ${APP_SCOPE}; copy the token.`)
  }
  await talk.obtain('SLACK_APP_TOKEN', 'App token (xapp-…; it is not shown):', async (token) => {
    return { checks: [await checkAppToken(token, options)] satisfies Check[] }
  })
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

/** The id in a channel's link, or the id itself. */
function readChannel(typed: string): string | undefined {
  return /^(?:https:\/\/\S+\/)?([CGD][A-Z0-9]+)(?:[/?#]\S*)?$/u.exec(typed)?.[1]
}
