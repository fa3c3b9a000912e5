import type { FakeSlack } from '../../test/fakes/slack/fake-slack.ts'
import { type Timing, timingOf } from './timing.ts'

/** What people do in the bench: a command that posts a brief for all, a mention that is answered in its thread, a press for one. */
export const DEEDS = ['/brief', 'mention', 'Sources'] as const
export type Deed = (typeof DEEDS)[number]

const CHANNEL = 'C0BENCH'
const USER = 'U0READER'
/** Nothing of the bench takes so long; if it does, the desk has not answered. */
const PATIENCE_MS = 20_000

/** Milliseconds, from the sending of the envelope. */
export interface Timings {
  /** Until it was acknowledged. */
  readonly acknowledged: Timing
  /** Until what was asked for could be read. */
  readonly shown: Timing
}

/** The person and the channel of the bench. */
export function furnish(slack: FakeSlack): void {
  slack.addUser({ id: USER, name: 'reader' })
  slack.addChannel({ id: CHANNEL, name: 'bench', members: [USER] })
}

/** Does each deed once for each topic, one after the other, as one person would who waits for every answer; `look` is called after each topic. */
export async function timeDeeds(
  slack: FakeSlack,
  topics: readonly string[],
  look: () => void = () => {},
): Promise<Map<Deed, Timings>> {
  const acknowledged = new Map<Deed, number[]>(DEEDS.map((deed) => [deed, []]))
  const shown = new Map<Deed, number[]>(DEEDS.map((deed) => [deed, []]))
  for (const topic of topics) {
    for (const deed of DEEDS) {
      const taken = await DO[deed](slack, topic)
      acknowledged.get(deed)?.push(taken.acknowledged)
      shown.get(deed)?.push(taken.shown)
    }
    look()
  }
  return new Map(
    DEEDS.map((deed) => [
      deed,
      { acknowledged: timingOf(acknowledged.get(deed) ?? []), shown: timingOf(shown.get(deed) ?? []) },
    ]),
  )
}

interface Taken {
  readonly acknowledged: number
  readonly shown: number
}

const DO: Readonly<Record<Deed, (slack: FakeSlack, topic: string) => Promise<Taken>>> = {
  async '/brief'(slack, topic) {
    const before = slack.messages(CHANNEL).length
    const started = performance.now()
    const posted = reached(slack, () => slack.messages(CHANNEL).length > before, `the brief of ${topic}`)
    await slack.command({ command: '/brief', text: topic, user: USER, channel: CHANNEL })
    const acknowledged = performance.now() - started
    return { acknowledged, shown: (await posted) - started }
  },

  async mention(slack, topic) {
    const before = slack.messages(CHANNEL).length
    const started = performance.now()
    const text = `<@${slack.identity.botUserId}> ${topic}`
    const { envelopes } = slack.say({ channel: CHANNEL, user: USER, text })
    const heard = reached(slack, () => envelopes.every(({ acks }) => acks.length > 0), 'the acknowledgement')
    const posted = reached(slack, () => slack.messages(CHANNEL).length > before + 1, `the answer on ${topic}`)
    return { acknowledged: (await heard) - started, shown: (await posted) - started }
  },

  async Sources(slack) {
    const message = slack
      .messages(CHANNEL)
      .findLast(({ botId, threadTs }) => botId !== undefined && threadTs === undefined)
    if (message === undefined) throw new Error('no brief was posted')
    const before = slack.ephemerals(USER).length
    const started = performance.now()
    const seen = reached(slack, () => slack.ephemerals(USER).length > before, 'the sources')
    await slack.click({ message, actionId: 'sources', user: USER })
    const acknowledged = performance.now() - started
    return { acknowledged, shown: (await seen) - started }
  },
}

/** When it came to be so. */
async function reached(slack: FakeSlack, condition: () => boolean, what: string): Promise<number> {
  await slack.until(condition, what, PATIENCE_MS)
  return performance.now()
}
