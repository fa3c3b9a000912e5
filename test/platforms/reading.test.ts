import { describe, expect, test } from 'vitest'
import type { Brief, Claim } from '../../src/core/brief.ts'
import { renderReply as renderForDiscord } from '../../src/platforms/discord/render.ts'
import { renderReply as renderForSlack } from '../../src/platforms/slack/render.ts'
import { renderReply as renderForTerminal } from '../../src/platforms/terminal/render.ts'

const claim = (text: string): Claim => {
  return { text, evidence: [{ document: 'a', revision: 1, part: 'text', start: 0, end: text.length, quote: text }] }
}
const source = {
  document: 'a',
  revision: 1,
  title: 'Harbour report',
  date: '2024-05-03',
  language: 'en',
  location: 'varna/a.md',
}
const brief: Brief = {
  id: 'b1',
  topic: 'varna',
  language: 'en',
  headline: claim('Harbour closed'),
  bottomLine: claim('The harbour of Varna is closed.'),
  points: [claim('Nobody was hurt.'), claim('Traffic is sent to Burgas.')],
  names: [{ ...claim('Elena Petrova'), documents: 1 }],
  dates: [{ ...claim('3 May 2024'), iso: '2024-05-03' }],
  next: [claim('It will open on Sunday.')],
  sources: [source, { ...source, document: 'b', title: 'Доклад', language: 'ru' }],
  coverage: { sections: [claim('Summary'), claim('Damage')], of: 7 },
  writer: 'extractive',
}
/** What a reader is to learn from this brief, whatever the platform. */
const LEARNED = [
  'Harbour closed',
  'The harbour of Varna is closed.',
  'Nobody was hurt.',
  'Traffic is sent to Burgas.',
  'Elena Petrova',
  '3 May 2024',
  'It will open on Sunday.',
  'Covers 2 of 7 sections',
  'Damage',
  'in Russian',
  '2 sources',
]

describe('a brief tells the same on every platform', () => {
  const reply = { kind: 'brief', brief, topicTitle: 'Varna' } as const
  test.each([
    ['slack', () => JSON.stringify(renderForSlack(reply))],
    ['slack, as a notification', () => renderForSlack(reply).text],
    ['discord', () => JSON.stringify(renderForDiscord(reply)).replaceAll('\\\\', '')],
    ['terminal', () => renderForTerminal(reply, { width: 200, colour: false })],
  ])('%s', (_, render) => {
    const text = render()
    for (const words of LEARNED) expect(text).toContain(words)
  })
})
