import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createPresses, type Press } from '../../../src/platforms/slack/presses.ts'
import { brief, briefReply } from '../../contracts/platform-samples.ts'
import { openStage, type Stage } from './stage.ts'

describe('the button Sources', () => {
  let stage: Stage
  beforeEach(async () => {
    stage = await openStage()
    await stage.platform.start(stage.desk)
    stage.desk.reply = { kind: 'sources', brief: brief() }
  })
  afterEach(async () => await stage.end())

  async function post() {
    const target = { platform: 'slack', channel: 'C1' }
    const { message: ts } = await stage.platform.post(target, briefReply({ id: 'b7' }), 'key-1')
    const message = stage.slack.messages('C1').find((other) => other.ts === ts)
    if (message === undefined) throw new Error('not posted')
    return message
  }

  it('shows the evidence to whoever pressed it', async () => {
    const { slack, desk } = stage
    const message = await post()
    await slack.click({ message, user: 'U2', actionId: 'sources' })
    await slack.until(() => slack.ephemerals('U2').length > 0)
    expect(desk.actions).toMatchObject([
      { name: 'sources', value: 'b7', place: { platform: 'slack', workspace: 'T0FAKETEAM', channel: 'C1' } },
    ])
    const [shown] = slack.ephemerals('U2')
    expect(shown === undefined ? [] : slack.readable(shown)).toContain('> Recruitment begins in June.')
    expect(slack.messages('C1')).toHaveLength(1)
    expect(slack.readable(message)).toContain('[Sources] [More]')
  })

  it('answers in the thread once there is one, since before that nobody would see it there', async () => {
    const { slack } = stage
    const message = await post()
    await slack.click({ message, user: 'U1', actionId: 'sources' })
    slack.say({ channel: 'C1', user: 'U2', text: 'Well!', threadTs: message.ts })
    await slack.click({ message, user: 'U2', actionId: 'sources' })
    await slack.until(() => slack.ephemerals('U2').length > 0 && slack.ephemerals('U1').length > 0)
    expect(slack.ephemerals('U1')[0]?.threadTs).toBeUndefined()
    expect(slack.ephemerals('U2')[0]?.threadTs).toBe(message.ts)
  })

  it('answers a double click and a redelivered envelope once', async () => {
    const { slack, desk } = stage
    const message = await post()
    const [first, second] = await Promise.all([
      slack.click({ message, user: 'U1', actionId: 'sources' }),
      slack.click({ message, user: 'U1', actionId: 'sources' }),
    ])
    slack.socket.redeliver(first.envelope)
    slack.socket.redeliver(second.envelope)
    await slack.click({ message, user: 'U2', actionId: 'sources' })
    await slack.until(() => slack.ephemerals('U2').length > 0 && second.envelope.acks.length === 2)
    expect(desk.actions).toHaveLength(2)
    expect(slack.ephemerals('U1')).toHaveLength(1)
  })

  it('works on a brief that only its asker sees', async () => {
    const { slack, desk } = stage
    desk.reply = briefReply({ id: 'b7' })
    await slack.command({ command: '/brief', text: 'india-belarus private', user: 'U1', channel: 'C1' })
    await slack.until(() => slack.ephemerals('U1').length > 0)
    desk.reply = { kind: 'sources', brief: brief() }
    const [message] = slack.ephemerals('U1')
    if (message === undefined) throw new Error('not shown')
    await slack.click({ message, user: 'U1', actionId: 'sources' })
    await slack.until(() => slack.ephemerals('U1').length > 1)
    expect(slack.readable(message)).toContain('[Sources] [More]')
  })
})

describe('presses', () => {
  const press = (at: string, changes: Partial<Press> = {}): Press => {
    return { team: 'T1', channel: 'C1', message: '1.0', user: 'U1', button: 'sources.b7', at, ...changes }
  }

  it('are one where they follow each other, even across a bound of the clock', () => {
    const eventOf = createPresses()
    expect(eventOf(press('1700000009.900000'))).toEqual(eventOf(press('1700000010.200000')))
  })

  it('are one for every process that is told of them within the same ten seconds', () => {
    expect(createPresses()(press('1700000001.000000'))).toEqual(createPresses()(press('1700000001.400000')))
  })

  it('are two after a while, by two people, on two messages and on two buttons', () => {
    const eventOf = createPresses()
    const events = [
      press('1700000001.0'),
      press('1700000031.0'),
      press('1700000001.0', { user: 'U2' }),
      press('1700000001.0', { message: '2.0' }),
      press('1700000001.0', { button: 'sources.b8' }),
    ].map(eventOf)
    expect(new Set(events.map(({ event }) => event)).size).toBe(events.length)
  })

  it('keep their event when they are delivered again much later', () => {
    const eventOf = createPresses()
    const event = eventOf(press('1700000001.0'))
    eventOf(press('1700000301.0'))
    expect(eventOf(press('1700000001.0'))).toEqual(event)
  })
})
