import { expect, test } from 'vitest'
import { tellPeople } from '../../src/commands/telling.ts'
import type { ClaimedDelivery, Settlement } from '../../src/core/delivery.ts'
import type { Reply } from '../../src/core/reply.ts'
import { brief, briefReply, edition } from '../contracts/platform-samples.ts'
import { at, notice, sampleOwed } from '../contracts/store-samples.ts'

const SENT: Settlement = { state: 'sent', message: { channel: 'C1', message: 'm1' } }
const TOPIC = { topic: 'india-belarus', topicTitle: 'India–Belarus\u001b[2J' }
const UPDATE: Reply = { kind: 'update', ...TOPIC, brief: brief(), news: [], changes: [] }
const CORRECTION: Reply = { kind: 'correction', ...TOPIC, changes: [], withdrawn: [], sources: [] }
const NOTHING_NEW = edition({ items: [] })

/** What is said of an attempt to deliver the reply. */
function saidOf(reply: Reply, settlement: Settlement = SENT, changes: Partial<ClaimedDelivery> = {}): string[] {
  const said: string[] = []
  const owed = sampleOwed('a', { target: { platform: 'slack', channel: 'C1' }, reply })
  const delivery = { ...owed, owedAt: at(0), attempts: 0, ambiguous: false, ...changes }
  tellPeople((text) => said.push(text))({ kind: 'attempt', delivery, settlement, at: new Date(at(1)) })
  return said
}

test.each([
  [UPDATE, 'Slack C1: an update on India–Belarus [2J was posted.'],
  [CORRECTION, 'Slack C1: a correction on India–Belarus [2J was posted.'],
  [edition(), `Slack C1: a digest of ${edition().items.length} topics was posted.`],
  [NOTHING_NEW, 'Slack C1: a digest with nothing new was posted.'],
])('whoever started the desk is told what was posted unasked: $kind', (reply, line) => {
  expect(saidOf(reply)).toEqual([line])
})

test('nothing is said of answers, of the briefs of a digest, of edits, of what did not go out, nor of the terminal', () => {
  expect(saidOf(notice('Hello'))).toEqual([])
  expect(saidOf(briefReply())).toEqual([])
  expect(saidOf(UPDATE, SENT, { edits: { channel: 'C1', message: 'm1' } })).toEqual([])
  expect(saidOf(UPDATE, { state: 'failed', reason: 'archived' })).toEqual([])
  expect(saidOf(UPDATE, SENT, { target: { platform: 'terminal', channel: 'terminal' } })).toEqual([])
})

test('of a platform that does not connect the reason is said', () => {
  const said: string[] = []
  const tell = tellPeople((text) => said.push(text))
  const words = 'Slack could not be reached, since its name is not found (ENOTFOUND)'
  tell({ kind: 'connection', platform: 'slack', state: 'waiting', words })
  expect(said).toEqual([`! Slack is not connected, and is tried again: ${words}`])
})
