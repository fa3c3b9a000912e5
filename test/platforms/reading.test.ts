import { describe, expect, test } from 'vitest'
import type { Brief, Claim } from '../../src/core/brief.ts'
import type { Reply } from '../../src/core/reply.ts'
import { renderReply as renderForDiscord } from '../../src/platforms/discord/render.ts'
import { renderReply as renderForSlack } from '../../src/platforms/slack/render.ts'
import { renderReply as renderForTerminal } from '../../src/platforms/terminal/render.ts'

const claim = (text: string, document = 'a'): Claim => {
  return { text, evidence: [{ document, revision: 1, part: 'text', start: 0, end: text.length, quote: text }] }
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
  points: [claim('Nobody was hurt.'), claim('Traffic is sent to Burgas.', 'b')],
  names: [{ ...claim('Elena Petrova'), documents: 1 }],
  dates: [{ ...claim('3 May 2024'), iso: '2024-05-03' }],
  next: [claim('It will open on Sunday.')],
  sources: [source, { ...source, document: 'b', title: 'Доклад', language: 'ru', location: 'varna/b.md' }],
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

const item = (topicTitle: string, headline: string, update: boolean) => ({
  topic: topicTitle.toLowerCase(),
  brief: `brief-${topicTitle}`,
  topicTitle,
  headline: claim(headline),
  bottomLine: claim(`${headline}, says the port.`),
  sources: 3,
  update,
})
const edition: Reply = {
  kind: 'edition',
  slot: '2026-03-02T07:00:00.000Z',
  zone: 'Europe/Berlin',
  late: true,
  missed: 2,
  skipped: 0,
  items: [item('Varna', 'Harbour closed', false), item('Burgas', 'Ferries return', true)],
  more: 4,
}
const answer = {
  question: 'Who closed it?',
  answered: true,
  confidence: 1,
  sure: true,
  claims: [claim('The port authority closed it.')],
  sources: [source],
  writer: 'extractive',
}
const changes = [{ before: claim('Forty ships wait.'), now: claim('Fourteen ships wait.') }]

/** Every reply of which more than one platform shows something, and what a reader is to learn from it, whatever the platform. */
const REPLIES: readonly (readonly [what: string, reply: Reply, learned: readonly string[]])[] = [
  ['a brief', { kind: 'brief', brief, topicTitle: 'Varna' }, LEARNED],
  [
    'an edition',
    edition,
    [
      'Monday',
      '2 earlier editions',
      'Varna',
      'Harbour closed, says the port.',
      'Update: Ferries return',
      'Burgas',
      '3 sources',
      '4 more topics have news',
    ],
  ],
  [
    'an answer',
    { kind: 'answer', answer, topics: ['varna'] },
    ['The port authority closed it.', 'Harbour report', '3 May 2024'],
  ],
  [
    'no answer',
    { kind: 'answer', answer: { ...answer, answered: false }, topics: ['varna'] },
    ['The documents do not say.', 'The nearest thing they do say', 'The port authority closed it.'],
  ],
  [
    'an update',
    { kind: 'update', topic: 'varna', topicTitle: 'Varna', brief, news: [claim('The dredger has come.')], changes },
    ['Update', 'Varna', 'The dredger has come.', 'Forty ships wait.', 'Fourteen ships wait.', 'Harbour report'],
  ],
  [
    'a correction',
    { kind: 'correction', topic: 'varna', topicTitle: 'Varna', changes, withdrawn: [source], sources: [source] },
    ['Correction', 'Varna', 'Forty ships wait.', 'Fourteen ships wait.', 'Withdrawn', 'Harbour report'],
  ],
]

describe.each(REPLIES)('%s tells the same on every platform', (_what, reply, learned) => {
  test.each([
    ['slack', () => JSON.stringify(renderForSlack(reply))],
    ['slack, as a notification', () => renderForSlack(reply).text],
    ['discord', () => JSON.stringify(renderForDiscord(reply)).replaceAll('\\\\', '')],
    ['terminal', () => renderForTerminal(reply, { width: 200, colour: false })],
  ])('%s', (_, render) => {
    const text = render()
    for (const words of learned) expect(text).toContain(words)
  })
})
