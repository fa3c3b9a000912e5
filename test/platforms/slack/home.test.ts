import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { HomeReply } from '../../../src/core/reply.ts'
import { wording } from '../../../src/core/wording.ts'
import { homeView } from '../../../src/platforms/slack/home-view.ts'
import { repliesWith } from '../../contracts/platform-samples.ts'
import { textTotalOf, viewProblems } from '../../fakes/slack/blocks.ts'
import type { FakeSlack } from '../../fakes/slack/fake-slack.ts'
import { objectsOf } from '../../fakes/slack/json.ts'
import { findMentions } from '../../fakes/slack/mentions.ts'
import { readableLines } from '../../fakes/slack/reading.ts'
import type { View } from '../../fakes/slack/views.ts'
import { HOSTILE } from '../running-desk.ts'
import { openRealDesk, type RealDesk } from './real-desk.ts'

describe('the Home tab', () => {
  let real: RealDesk
  let slack: FakeSlack

  beforeEach(async () => {
    const secret = { slug: 'secret', title: 'Secret', aliases: [], visibleTo: [{ platform: 'slack', channel: 'C1' }] }
    real = await openRealDesk({ topics: [{ slug: 'varna', title: HOSTILE, aliases: [] }, secret] })
    slack = real.slack
    real.desk.source.put('secret/a.md', 'The harbour of Burgas was closed on 4 May 2024 for three days.')
    await real.desk.tick()
  })

  afterEach(async () => await real.stop())

  async function open(user = 'U2'): Promise<View> {
    const envelope = slack.openHome(user)
    await slack.until(() => envelope.acks.length > 0)
    const home = slack.home(user)
    if (home === undefined) throw new Error('nothing was published')
    return home
  }

  const linesOf = (view: View | undefined) => readableLines(objectsOf(view?.content.blocks))
  const untilShown = (words: string) =>
    slack.until(() => slack.modals('U2').some((view) => linesOf(view).join('\n').includes(words)))

  it('has topics with what is new, the person’s digests with their channel, and help', async () => {
    expect(linesOf(await open())).toContain(wording.homeNoDigests)
    await slack.command({ command: '/digest', user: 'U2', channel: 'C1' })
    await slack.until(() => slack.calls('views.update').length > 0)
    const [form] = slack.modals('U2')
    if (form === undefined) throw new Error('no form')
    await slack.submit({ view: form, values: { days: ['mon'], zone: 'UTC' } })
    const lines = linesOf(await open())
    expect(lines).toContainEqual(expect.stringContaining('The harbour of Varna was closed'))
    expect(lines.join('\n')).not.toContain('Burgas')
    expect(lines).toContain('#C1')
    expect(lines).toContainEqual(expect.stringContaining('Monday'))
    expect(lines).toContainEqual(expect.stringContaining('• /ask'))
    expect(linesOf(await open('U1')).join('\n')).not.toContain('#C1')
  })

  it('is published again only where something changed', async () => {
    await open()
    await open()
    expect(slack.calls('views.publish')).toHaveLength(1)
    real.desk.source.put('reform/a.md', 'The vote on the reform was put off to 9 June 2024.')
    await real.desk.tick()
    expect(linesOf(await open()).join('\n')).toContain('The vote on the reform was put off')
    expect(slack.calls('views.publish')).toHaveLength(2)
    const tab = slack.openHome('U2', 'messages')
    await slack.until(() => tab.acks.length > 0)
    expect(slack.calls('views.publish')).toHaveLength(2)
  })

  it('lets a topic be read there, with its sources, alone', async () => {
    await slack.click({ view: await open(), user: 'U2', actionId: 'topic-open', value: 'varna' })
    await untilShown('The harbour of Varna was closed')
    const [brief] = slack.modals('U2')
    if (brief === undefined) throw new Error('no window')
    expect(linesOf(brief).at(-1)).toBe('[Sources] [More]')
    await slack.click({ view: brief, user: 'U2', actionId: 'sources' })
    await slack.until(() => slack.modals('U2').length === 2)
    await slack.until(() => linesOf(slack.modals('U2')[1]).some((line) => line.startsWith('> The harbour')))
    expect(slack.messages('C1')).toEqual([])
    expect(slack.ephemerals('U2')).toEqual([])
  })

  it('opens a window at once, and one however often the press is delivered', async () => {
    const { envelope, triggerId } = await slack.click({
      view: await open(),
      user: 'U2',
      actionId: 'topic-open',
      value: 'varna',
    })
    slack.redeliver(envelope)
    await slack.until(() => envelope.acks.length === 2 && slack.calls('views.open').length === 2)
    await untilShown('The harbour of Varna was closed')
    expect(slack.calls('views.open')[0]?.args.text('trigger_id')).toBe(triggerId)
    expect(slack.modals('U2')).toHaveLength(1)
  })

  it('finds a topic that is not on it, and shows none that others may see', async () => {
    const view = await open()
    const offered = async (typed: string) =>
      (await slack.suggest({ view, actionId: 'topic-read', user: 'U2', typed })).map(({ value }) => value)
    expect(await offered('varn')).toEqual(['varna'])
    expect(await offered('secr')).toEqual([])
    await slack.click({ view, user: 'U2', actionId: 'topic-read', choose: 'varna' })
    await untilShown('The harbour of Varna was closed')
  })

  it('mentions nobody and is acknowledged even where it cannot be shown', async () => {
    const { content } = await open()
    expect(findMentions({ text: '', blocks: objectsOf(content.blocks) }, ['olga'])).toEqual([])
    real.desk.source.put('reform/a.md', 'The vote on the reform was put off to 9 June 2024.')
    await real.desk.tick()
    slack.fault({ method: 'views.publish', kind: 'server_error', stored: false })
    await open()
    expect(real.log.lines.filter((line) => line.startsWith('error'))).toHaveLength(1)
    expect(linesOf(await open()).join('\n')).toContain('The vote on the reform')
  })
})

describe('what the model costs', () => {
  const MODEL = { name: 'anthropic/some', budget: { tokens: 50_000, micros: 1_000_000 } }
  let real: RealDesk

  afterEach(async () => await real.stop())

  async function open(user: string): Promise<string> {
    const { acks } = real.slack.openHome(user)
    await real.slack.until(() => acks.length > 0)
    return readableLines(objectsOf(real.slack.home(user)?.content.blocks)).join('\n')
  }

  it('is shown to those who run the workspace, as it is today, and to nobody else', async () => {
    real = await openRealDesk({ model: MODEL })
    const { store } = real.desk
    await store.reserveUsage('2026-11-24', 'anthropic/some', { tokensIn: 1, tokensOut: 1, micros: 1 }, {})
    await store.settleUsage(
      '2026-11-24',
      'anthropic/some',
      { tokensIn: 1, tokensOut: 1, micros: 1 },
      { tokensIn: 3_000, tokensOut: 600, micros: 18_000 },
    )
    await store.reserveUsage('2026-11-23', 'anthropic/some', { tokensIn: 9, tokensOut: 9, micros: 9_000_000 }, {})
    for (const reason of ['slow', 'spent', 'slow'] as const) await store.noteFallback('2026-11-24', MODEL.name, reason)
    await store.noteFallback('2026-11-23', MODEL.name, 'busy')
    expect(await open('U2')).toContain(
      [
        wording.homeUsage,
        'Model: anthropic/some',
        'Today (UTC): 1 request, 3,600 of 50,000 tokens, cost 0.02 of 1.00',
        'Written without the model today: 3 (it took too long: 2, today’s budget is spent: 1)',
      ].join('\n'),
    )
    expect(await open('U1')).not.toMatch(/anthropic|tokens|cost/u)
  })

  it('is not shown to an admin of another workspace, nor where it cannot be told who somebody is', async () => {
    real = await openRealDesk({ model: MODEL })
    real.slack.addUser({ id: 'U9', name: 'guest', isAdmin: true, teamId: 'T9' })
    expect(await open('U9')).not.toContain('anthropic')
    real.slack.fault({ method: 'users.info', kind: 'error', error: 'missing_scope' })
    expect(await open('U2')).not.toContain('anthropic')
    expect(await open('U2')).toContain('anthropic/some')
  })

  it('is nothing where no model is set up', async () => {
    real = await openRealDesk()
    const shown = await open('U2')
    expect(shown).toContain(wording.homeHelp)
    expect(shown).not.toContain(wording.homeUsage)
  })
})

describe('whatever topics, digests and documents are called', () => {
  const homes = (text: string) => repliesWith(text).filter((reply): reply is HomeReply => reply.kind === 'home')
  const HOSTILES = ['<!channel> <@U1> *b* :smile:', '', '\u0000', 'a'.repeat(50_000), '语'.repeat(5_000), '\uD800']

  function expectHarmless(text: string): void {
    for (const home of homes(text)) {
      const view: unknown = JSON.parse(JSON.stringify(homeView(home)))
      expect(viewProblems(view)).toEqual([])
      const blocks = objectsOf(objectsOf([view])[0]?.blocks)
      expect(blocks.length).toBeLessThanOrEqual(100)
      expect(textTotalOf(blocks)).toBeLessThan(100_000)
      expect(findMentions({ text: '', blocks }, ['smile'])).toEqual([])
      expect(JSON.stringify(blocks)).not.toMatch(/mrkdwn|\\u(?:0000|d8)/u)
    }
  }

  it.each(HOSTILES)('every limit is kept: %#', (text) => expectHarmless(text))

  it('every limit is kept, for any text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 400 }), expectHarmless), { numRuns: 40 })
  })

  it('the same page has the same metadata, another one another', () => {
    const [one, other] = [homes('a'), homes('b')].map(([home]) => home && homeView(home).private_metadata)
    expect(one).toBe(homes('a').map((home) => homeView(home).private_metadata)[0])
    expect(one).not.toBe(other)
  })
})
