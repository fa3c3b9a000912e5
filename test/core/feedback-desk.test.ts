import { beforeEach, describe, expect, test } from 'vitest'
import type { Verdict } from '../../src/core/feedback.ts'
import { takeFeedback } from '../../src/core/feedback-desk.ts'
import type { Reply } from '../../src/core/reply.ts'
import type { Store } from '../../src/core/store-ports.ts'
import { createExtractiveWriter } from '../../src/writers/extractive/writer.ts'
import { sampleDocument } from '../contracts/store-samples.ts'
import { openMemoryStore } from '../fakes/memory-store.ts'

const PLACE = { platform: 'slack', workspace: 'T1', channel: 'C1' } as const
const NOW = '2026-11-24T08:00:00.000Z'
let store: Store
let events = 0

beforeEach(async () => {
  store = await openMemoryStore()
})

async function show(reply: Reply, message: string): Promise<void> {
  const target = { platform: 'slack', channel: 'C1' } as const
  await store.noteSent({ key: `shown-${message}`, target, reply }, { channel: 'C1', message }, NOW)
}

async function react(name: Verdict, message: string): Promise<Reply> {
  const asker = { user: 'U1', manages: false }
  const where = { value: '', place: PLACE, channel: 'C1', message }
  return await takeFeedback({ name, ...where, asker, event: `slack:${++events}` }, { store, now: () => new Date(NOW) })
}

describe('feedback', () => {
  test('is kept with what the message shows, and without whose it is', async () => {
    const text = 'The harbour of Varna is full. Ships wait outside, the harbour master said.'
    const brief = await createExtractiveWriter().brief('varna', [
      sampleDocument({ topic: 'varna', text, paragraphs: [] }),
    ])
    await show({ kind: 'brief', brief, topicTitle: 'Varna' }, '17.1')
    expect(await react('useless', '17.1')).toMatchObject({ kind: 'notice' })
    const [kept, ...others] = await store.feedbackSince('2026-01-01T00:00:00.000Z')
    expect(others).toEqual([])
    expect(kept).toMatchObject({ verdict: 'useless', of: brief.id, writer: 'extractive', place: PLACE, at: NOW })
    expect(kept?.documents).toEqual(brief.sources.map(({ document }) => document))
    expect(kept?.shown).toContain('The harbour of Varna is full.')
    expect(JSON.stringify(kept)).not.toContain('U1')
  })

  test('on an answer keeps the question', async () => {
    const answer = { question: 'Who?', answered: true, confidence: 1, sure: true, claims: [], sources: [], writer: 'm' }
    await show({ kind: 'answer', answer, topics: [] }, '17.2')
    await react('useful', '17.2')
    expect(await store.feedbackSince('2026-01-01T00:00:00.000Z')).toMatchObject([{ shown: 'Who?', writer: 'm' }])
  })

  test('on what the desk did not show, or only says by itself, is not kept', async () => {
    await show({ kind: 'notice', text: 'Nothing.' }, '17.3')
    for (const message of ['17.3', '99']) await react('useful', message)
    expect(await store.feedbackSince('2026-01-01T00:00:00.000Z')).toEqual([])
  })
})
