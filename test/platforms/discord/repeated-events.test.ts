import { afterEach, beforeEach, expect, it, onTestFinished, vi } from 'vitest'
import { createRunningDesk } from '../../../src/core/running-desk.ts'
import { deskParts } from '../../fakes/desk-parts.ts'
import type { Exchange } from '../../fakes/discord/exchange.ts'
import { type DeskOnPlatform, openDeskOn } from '../running-desk.ts'
import { openStage, type Stage } from './stage.ts'

const EVENTS = 200
/** Discord waits three seconds for the first word on each: that many come at once. */
const AT_ONCE = 10
const QUESTION = 'Who freed the ship?'

let stage: Stage
let desk: DeskOnPlatform
/** Beats of all desks. */
let beat: () => Promise<unknown>

beforeEach(async () => {
  stage = await openStage()
  desk = await openDeskOn(stage.platform, Date.now)
  beat = desk.tick
})

afterEach(async () => {
  await desk.stop()
  await stage.end()
  expect(stage.discord.breakdowns).toEqual([])
})

/** Somebody of their own does one of four things; gives how often they were answered. */
function act(index: number): { answers: () => number; answered: () => Promise<unknown> } {
  const { discord } = stage
  const user = `person${index}`
  const ask = (name: string, options: Record<string, string | boolean>) => {
    const exchange: Exchange = discord.sendCommand({ channel: 'general', user, name, options })
    const { edits, followUps } = exchange.interaction
    return { answers: () => edits.length + followUps.length, answered: () => exchange.answered({ timeoutMs: 15_000 }) }
  }
  if (index % 4 === 0) return ask('brief', { topic: 'varna' })
  if (index % 4 === 1) return ask('brief', { topic: 'varna', private: true })
  if (index % 4 === 2) return ask('ask', { question: QUESTION })
  const { id: channel } = discord.directMessages(user)
  discord.say({ channel, user, content: QUESTION })
  const answers = () => discord.messages(channel).filter(({ authorId }) => authorId === discord.botUserId).length
  // Fifty calls a second are all that Discord takes; what comes too early goes out with one of the next beats.
  const answered = () =>
    vi.waitFor(
      async () => {
        await beat()
        expect(answers()).toBeGreaterThan(0)
      },
      { timeout: 15_000, interval: 200 },
    )
  return { answers, answered }
}

it('answers two hundred events once each, though each comes again and again and the connection breaks between', async () => {
  const { discord } = stage
  const acts: ReturnType<typeof act>[] = []
  while (acts.length < EVENTS) {
    const batch = Array.from({ length: AT_ONCE }, (_, index) => act(acts.length + index))
    if (acts.length === 0) discord.gateway.repeat()
    if (acts.length === EVENTS / 2) discord.gateway.drop()
    acts.push(...batch)
    await Promise.all(batch.map(({ answered }) => answered()))
  }
  expect(discord.gateway.resumes).toBe(1)
  discord.gateway.repeat()
  discord.gateway.repeat()
  // What is said last is heard last.
  await act(EVENTS + 3).answered()
  await beat()
  expect(acts.map(({ answers }) => answers())).toEqual(Array.from({ length: EVENTS }, () => 1))
}, 60_000)

it('answers once what two processes hear, as while one takes over from the other', async () => {
  const { discord } = stage
  const second = stage.create()
  onTestFinished(() => second.stop())
  const other = createRunningDesk(deskParts({ store: desk.store, platforms: [second], now: () => new Date() }))
  beat = () => Promise.all([desk.tick(), other.tick().then(other.settled)])
  await beat()
  expect(discord.gateway.sessions).toHaveLength(2)
  const acts: ReturnType<typeof act>[] = []
  while (acts.length < 40) {
    const batch = Array.from({ length: AT_ONCE }, (_, index) => act(acts.length + index))
    acts.push(...batch)
    await Promise.all(batch.map(({ answered }) => answered()))
  }
  await act(43).answered()
  await beat()
  expect(acts.map(({ answers }) => answers())).toEqual(acts.map(() => 1))
  await other.settled()
})
