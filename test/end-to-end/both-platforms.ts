import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { MessageType } from 'discord.js'
import { vi } from 'vitest'
import { type FakeDiscord, startFakeDiscord } from '../fakes/discord/server.ts'
import { type FakeSlack, startFakeSlack } from '../fakes/slack/fake-slack.ts'
import { openFolder, type StartedDesk, startDesk } from './running-process.ts'

const TOPIC = 'india-belarus'
const CONNECTED = ['Slack', 'Discord', 'Discord gateway'].map((name) => `${name} is connected`)

/** A folder with one topic, a channel on each platform with a digest at 08:00 UTC, and the desk between them. */
export interface BothPlatforms {
  readonly slack: FakeSlack
  readonly discord: FakeDiscord
  /** The topic's folder. */
  readonly topicFolder: string
  /** The desk that was started last. */
  readonly desk: StartedDesk | undefined
  /** Resolves when both platforms are connected. */
  start(): Promise<StartedDesk>
  /** A document is laid into the topic's folder as a person does it: it is there at once, and whole. */
  drop(name: string, text: string): Promise<void>
  /** Resolves once a tick that began later has read the folder: a document that is dropped now is briefed by the next. */
  readsFolder(): Promise<void>
  /** What people see in a channel or thread of Discord: without the empty message that Discord opens a thread with. */
  seenOnDiscord(channel: string): ReturnType<FakeDiscord['messages']>
  close(): Promise<void>
}

/**
 * Begins at 07:58 on 24 November 2026. Only the date is moved: timers and sockets stay real, so that node-cron itself fires the ticks.
 * `topics` are those of Slack's digest, as YAML.
 */
export async function openBothPlatforms(topics: string): Promise<BothPlatforms> {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-24T07:58:00Z'), shouldAdvanceTime: true })
  const folder = await openFolder()
  const briefs = join(folder.path, 'briefs')
  const topicFolder = join(briefs, TOPIC)
  const slack = await startFakeSlack()
  slack.addUser({ id: 'U1', name: 'ana' })
  slack.addChannel({ id: 'C1', name: 'briefings' })
  const discord = await startFakeDiscord()
  await mkdir(topicFolder, { recursive: true })
  await writeFile(
    join(briefs, 'desk.yaml'),
    `digests:
  - { channel: "slack:C1", topics: ${topics}, at: "0 8 * * *", zone: UTC }
  - { channel: "discord:${discord.channelId}", topics: [${TOPIC}], at: "0 8 * * *", zone: UTC }
`,
  )
  let desk: StartedDesk | undefined

  return {
    slack,
    discord,
    topicFolder,
    get desk() {
      return desk
    },
    async start() {
      const started = startDesk({
        ATTACHE_BRIEFS: briefs,
        ATTACHE_DATA: join(folder.path, 'data'),
        SLACK_BOT_TOKEN: slack.botToken,
        SLACK_APP_TOKEN: slack.appToken,
        SLACK_API_URL: slack.apiUrl,
        DISCORD_TOKEN: discord.token,
        DISCORD_API_URL: discord.apiUrl,
      })
      desk = started
      await until(() => CONNECTED.every((words) => started.printed.out.includes(words)))
      return started
    },
    async drop(name, text) {
      const draft = join(folder.path, 'draft')
      await writeFile(draft, text)
      await rename(draft, join(topicFolder, name))
    },
    async readsFolder() {
      const name = `read-${desk?.printed.out.length}.pdf`
      await mkdir(join(briefs, 'desk-log'), { recursive: true })
      await writeFile(join(briefs, 'desk-log', name), 'x')
      await until(() => desk?.printed.out.includes(name) === true)
    },
    seenOnDiscord: (channel) =>
      discord.messages(channel).filter(({ type }) => type !== MessageType.ThreadStarterMessage),
    async close() {
      await desk?.stop()
      vi.useRealTimers()
      await slack.stop()
      await discord.stop()
      await folder.remove()
    },
  }
}

/** Waits for what a running desk does, at most 20 s. */
export async function until(reached: () => boolean): Promise<void> {
  const look = () => {
    if (!reached()) throw new Error(`not yet: ${reached.toString()}`)
  }
  await vi.waitFor(look, { timeout: 20_000, interval: 20 })
}
