import type { Exchange } from '../../test/fakes/discord/exchange.ts'
import type { FakeDiscord } from '../../test/fakes/discord/server.ts'
import { type Timing, timingOf } from '../slack/timing.ts'

/** What people do in the bench: a brief for all, one for them alone, a question, a press, letters of a topic. */
export const DEEDS = ['/brief', '/brief private', '/ask', 'Sources', 'autocompletion'] as const
export type Deed = (typeof DEEDS)[number]

const CHANNEL = 'general'
const USER = 'reader'
/** Nothing of the bench takes so long; if it does, the desk has not answered. */
const PATIENCE = { timeoutMs: 20_000 }

/** Milliseconds, from the sending of the interaction. */
export interface Timings {
  /** Until it was acknowledged: deferred, or the suggestions sent. */
  readonly acknowledged: Timing
  /** Until what was asked for could be read. */
  readonly shown: Timing
}

interface Taken {
  readonly acknowledged: number
  readonly shown: number
}

/** Does each deed once for each topic, one after the other, as one person would who waits for every answer. */
export async function timeDeeds(discord: FakeDiscord, topics: readonly string[]): Promise<Map<Deed, Timings>> {
  const taken = new Map<Deed, Taken[]>(DEEDS.map((deed) => [deed, []]))
  for (const topic of topics) for (const deed of DEEDS) taken.get(deed)?.push(await DO[deed](discord, topic))
  return new Map(DEEDS.map((deed) => [deed, timingsOf(taken.get(deed) ?? [])]))
}

/** All at once, as when many people have just seen a digest: a brief for each topic. */
export async function timeBurst(discord: FakeDiscord, topics: readonly string[]): Promise<Timings> {
  return timingsOf(await Promise.all(topics.map((topic) => DO['/brief private'](discord, topic))))
}

const DO: Readonly<Record<Deed, (discord: FakeDiscord, topic: string) => Promise<Taken>>> = {
  '/brief': (discord, topic) => timed(discord, () => command(discord, 'brief', { topic })),
  '/brief private': (discord, topic) => timed(discord, () => command(discord, 'brief', { topic, private: true })),
  '/ask': (discord, topic) =>
    timed(discord, () => command(discord, 'ask', { topic, question: `Who spoke of ${topic}?` })),

  Sources(discord, topic) {
    const message = discord.messages(CHANNEL).findLast(({ interaction }) => interaction?.commandName === 'brief')
    const button = message?.components
      .flatMap(({ components = [] }) => components)
      .find(({ label }) => label === 'Sources')
    if (message === undefined || button?.custom_id === undefined) throw new Error(`there is no brief of ${topic}`)
    const { custom_id: customId } = button
    return timed(discord, () => discord.sendClick({ message, customId, user: USER }))
  },

  async autocompletion(discord, topic) {
    const started = performance.now()
    await discord.autocomplete({
      name: 'brief',
      option: 'topic',
      value: topic.slice(0, 4),
      user: USER,
      channel: CHANNEL,
    })
    const acknowledged = performance.now() - started
    return { acknowledged, shown: acknowledged }
  },
}

function command(discord: FakeDiscord, name: string, options: Record<string, string | boolean>): Exchange {
  return discord.sendCommand({ name, options, user: USER, channel: CHANNEL })
}

async function timed(discord: FakeDiscord, begin: () => Exchange): Promise<Taken> {
  const started = performance.now()
  const exchange = begin()
  const since = (work: Promise<unknown>) => work.then(() => performance.now() - started)
  const [acknowledged, shown] = await Promise.all([
    since(discord.until(() => exchange.callback !== null, PATIENCE)),
    since(exchange.answered(PATIENCE)),
  ])
  return { acknowledged, shown }
}

function timingsOf(taken: readonly Taken[]): Timings {
  return {
    acknowledged: timingOf(taken.map(({ acknowledged }) => acknowledged)),
    shown: timingOf(taken.map(({ shown }) => shown)),
  }
}
