import { expect, test } from 'vitest'
import type { UpdateReply } from '../../src/core/reply.ts'
import { aboutAnswer, aboutBrief } from '../../src/core/showing.ts'
import { renderReply as renderOnDiscord } from '../../src/platforms/discord/render.ts'
import { renderReply as renderOnSlack } from '../../src/platforms/slack/render.ts'
import { renderReply as renderInTerminal } from '../../src/platforms/terminal/render.ts'
import { createExtractiveWriter } from '../../src/writers/extractive/writer.ts'
import { sampleDocument } from '../contracts/store-samples.ts'

const document = sampleDocument({ topic: 'varna', text: 'The harbour of Varna is full today.', paragraphs: [] })

test('small print says who worded a brief or answer, and why it was not the model', async () => {
  const brief = await createExtractiveWriter().brief('varna', [document])
  const about = (changed: object) => {
    return aboutBrief({ kind: 'brief', brief: { ...brief, ...changed }, topicTitle: 'Varna' })
  }
  expect(about({})).not.toContain('model')
  expect(about({ writer: 'openai/m' })).toContain('worded by openai/m, checked against the sources')
  expect(about({ fallback: 'spent' })).toContain('Written without the model: today’s budget is spent.')

  const answer = await createExtractiveWriter().answer({ text: 'Is the harbour of Varna full?', topics: [] }, [
    document,
  ])
  expect(aboutAnswer({ ...answer, answered: true })).toBe('')
  expect(aboutAnswer({ ...answer, answered: true, writer: 'openai/m' })).toContain('openai/m')
  expect(aboutAnswer({ ...answer, fallback: 'slow' })).toContain('it took too long')
})

test('so it does below an update', async () => {
  const brief = await createExtractiveWriter().update('varna', [document], [])
  const shown = (changed: object, news = [brief.bottomLine]) => {
    const reply: UpdateReply = {
      kind: 'update',
      topic: 'varna',
      topicTitle: 'Varna',
      brief: { ...brief, ...changed },
      news,
      changes: [],
    }
    return [
      JSON.stringify(renderOnSlack(reply)),
      JSON.stringify(renderOnDiscord(reply)),
      renderInTerminal(reply, { colour: false, width: 500 }),
    ]
  }
  for (const text of shown({})) expect(text).not.toContain('model')
  const [slack, discord] = shown({ writer: 'openai/m' })
  expect(slack).toContain('worded by openai/m, checked against the sources')
  expect(discord).toContain('worded by openai/m, checked against the sources')
  for (const text of shown({ fallback: 'spent' })) expect(text).toContain('today’s budget is spent')
  // Changes are the documents' own words.
  for (const text of shown({ writer: 'openai/m' }, [])) expect(text).not.toContain('worded')
})
