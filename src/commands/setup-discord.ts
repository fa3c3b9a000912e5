import type { Check } from '../core/check.ts'
import { checkChannel, checkServers, checkToken } from '../platforms/discord/checkup.ts'
import type { Runtime } from '../runtime.ts'
import { offerFirstBrief } from './first-brief.ts'
import { chooseChannel, type Talk } from './talk.ts'

/** Discord from the application to the first brief; gives the channel as `desk.yaml` names it, if one was chosen. */
export async function setUpDiscord(talk: Talk, runtime: Runtime): Promise<string | undefined> {
  const apiUrl = talk.settingOf('DISCORD_API_URL')
  const guild = talk.settingOf('DISCORD_GUILD')
  const options = { now: runtime.now, ...(apiUrl === undefined ? {} : { apiUrl }) }
  if (talk.settingOf('DISCORD_TOKEN') === undefined) {
    talk.say(`
1. Open https://discord.com/developers/applications → “New Application”, and give it a name.
2. “Bot” → “Reset Token”, and copy it. No privileged intent is needed.`)
  }
  const { token, found } = await talk.obtain('DISCORD_TOKEN', 'Bot token (it is not shown):', (typed) => {
    return checkToken(typed, options)
  })
  const application = found.application?.id ?? ''
  await letIn(talk, () => checkServers(token, application, { ...options, ...(guild === undefined ? {} : { guild }) }))
  const how = 'The link of the channel that is to get briefs (right-click it → Copy Link), or its id; Enter skips this:'
  const chosen = await chooseChannel(talk, how, readChannel, (channel) => checkChannel(channel, token, options))
  if (chosen === undefined) return undefined
  const target = { platform: 'discord', channel: chosen.channel }
  const workspace = chosen.found.guild
  const place = { ...target, ...(workspace === undefined ? {} : { workspace }) }
  const { postOnce } = await import('../platforms/discord/one-post.ts')
  const sender = { token, ...(apiUrl === undefined ? {} : { apiUrl }) }
  await offerFirstBrief(talk, { place, target }, (...post) => postOnce(sender, ...post), runtime)
  return `discord:${chosen.channel}`
}

/** Waits until the bot is in a server, or whoever is asked would rather go on. */
async function letIn(talk: Talk, look: () => Promise<Check>): Promise<void> {
  for (;;) {
    const check = await look()
    talk.show(check)
    if (check.state !== 'mend') return
    const typed = await talk.ask(
      '3. Open the link above, choose your server and confirm. Enter looks again; or type “skip”:',
    )
    if (typed.toLowerCase() === 'skip') return
  }
}

/** The id at the end of a channel's link, or the id itself. */
function readChannel(typed: string): string | undefined {
  return /^(?:https:\/\/\S+\/channels\/(?:\d+|@me)\/)?(\d+)(?:\/\d*)?$/u.exec(typed)?.[1]
}
