import { readEnvironment } from '../config/environment.ts'
import type { Runtime } from '../runtime.ts'
import { createTalk, Interrupted, type Talk } from './talk.ts'

/** `attache setup`: from nothing to the first brief in a channel, by questions. Gives the exit code. */
export async function setUp(runtime: Runtime): Promise<number> {
  // What is wrong with the desk's own settings is said before anybody types a token.
  const { briefs, zone } = readEnvironment(runtime.env)
  if (runtime.openPrompt === undefined) {
    runtime.err(
      'attache setup asks questions, so it needs a terminal, and there is none here.\n' +
        'Without one: put the tokens into .env (see .env.example and the README), then run attache doctor.\n',
    )
    return 1
  }
  const prompt = runtime.openPrompt()
  const leave = () => prompt.close()
  runtime.stop.addEventListener('abort', leave, { once: true })
  const talk = createTalk(prompt, runtime)
  try {
    talk.say('This sets up Slack or Discord: it asks, checks what you give, and keeps it. Ctrl+C stops at any time.')
    const first = await choosePlatform(talk)
    const channels = [await setUpPlatform(first, talk, runtime)]
    const other = first === 'slack' ? 'discord' : 'slack'
    if (await talk.confirm(`Set up ${NAMES[other]} as well?`)) channels.push(await setUpPlatform(other, talk, runtime))
    talk.say(
      nextSteps(
        channels.filter((channel) => channel !== undefined),
        briefs,
        zone,
      ),
    )
    return 0
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error
    talk.say(
      `\nStopped. Nothing is lost: what was kept is in ${runtime.envFile}, and npx attache setup goes on from there.`,
    )
    return 1
  } finally {
    runtime.stop.removeEventListener('abort', leave)
    prompt.close()
  }
}

const NAMES = { slack: 'Slack', discord: 'Discord' } as const
type PlatformToSetUp = keyof typeof NAMES

async function choosePlatform(talk: Talk): Promise<PlatformToSetUp> {
  for (;;) {
    const typed = (await talk.ask('Which one: 1 Slack, 2 Discord?')).toLowerCase()
    if (typed === '1' || typed === 'slack') return 'slack'
    if (typed === '2' || typed === 'discord') return 'discord'
    talk.say('Type 1 or 2.')
  }
}

async function setUpPlatform(platform: PlatformToSetUp, talk: Talk, runtime: Runtime): Promise<string | undefined> {
  return platform === 'slack'
    ? await (await import('./setup-slack.ts')).setUpSlack(talk, runtime)
    : await (await import('./setup-discord.ts')).setUpDiscord(talk, runtime)
}

function nextSteps(channels: readonly string[], briefs: string, zone: string): string {
  const digests = channels.map(
    (channel) => `     - channel: "${channel}"\n       topics: all\n       at: "0 8 * * 1-5"\n       zone: ${zone}\n`,
  )
  const order = digests.length === 0 ? '' : `, e.g. every weekday at eight:\n\n   digests:\n${digests.join('')}`
  return `
What comes next:
 • npm start runs the desk. (If one runs already, stop it and start it again: it reads its tokens when it starts.)
 • Documents go into ${briefs}/<topic>/; type /brief in a channel to read what came of them.
 • Digests are ordered in ${briefs}/desk.yaml${order}
 • npx attache doctor says whether anything is to be mended.`
}
