import { expect, test } from 'vitest'
import { aboutAnswer, aboutBrief } from '../../src/core/showing.ts'
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
