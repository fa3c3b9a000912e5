import { afterEach, beforeEach, expect, it } from 'vitest'
import { BRIEF_THIS } from '../../../src/platforms/slack/manifest.ts'
import type { FakeSlack } from '../../fakes/slack/fake-slack.ts'
import { openRealDesk, type RealDesk } from './real-desk.ts'

let real: RealDesk
let slack: FakeSlack

beforeEach(async () => {
  real = await openRealDesk({ way: 'http' })
  slack = real.slack
})
afterEach(async () => await real.stop())

it('every kind of request that people cause is answered over HTTP too', async () => {
  const { responses } = await slack.command({ command: '/brief', user: 'U1', channel: 'C1' })
  await slack.until(() => responses.length === 1)
  const [list] = responses
  if (list === undefined) throw new Error('no list')
  const offered = await slack.suggest({ message: list, actionId: 'topic-post', user: 'U1', typed: 'va' })
  expect(offered.map(({ value }) => value)).toEqual(['varna'])
  await slack.click({ message: list, user: 'U1', actionId: 'topic-post', choose: 'varna' })
  await slack.until(() => slack.messages('C1').length === 1)
  const [brief] = slack.messages('C1')
  if (brief === undefined) throw new Error('no brief')
  const pressed = await slack.click({ message: brief, user: 'U1', actionId: 'sources' })
  await slack.until(() => pressed.responses.length === 1)
  const shortcut = await slack.shortcut({ callbackId: BRIEF_THIS, user: 'U1', message: brief })
  await slack.until(() => slack.thread('C1', brief.ts).length === 2)
  const home = slack.openHome('U1')
  await slack.until(() => slack.home('U1') !== undefined && home.acks.length === 1)
  await slack.command({ command: '/digest', user: 'U2', channel: 'C1' })
  await slack.until(() => slack.calls('views.update').length === 1)
  const [form] = slack.modals('U2')
  if (form === undefined) throw new Error('no form')
  expect((await slack.submit({ view: form, values: { days: ['mon'], zone: 'UTC' } })).errors).toEqual({})
  expect([pressed, shortcut].map(({ isLate }) => isLate)).toEqual([false, false])
  expect(slack.socket.opened).toBe(0)
})
