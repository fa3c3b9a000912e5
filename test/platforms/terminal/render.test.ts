import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Brief, Claim, SourceReference } from '../../../src/core/brief.ts'
import type { Reply } from '../../../src/core/reply.ts'
import { renderReply } from '../../../src/platforms/terminal/render.ts'

const style = { width: 60, colour: false }
const source: SourceReference = {
  document: 'a',
  revision: 1,
  title: 'Harbour closed',
  date: '2024-05-03',
  language: 'en',
  location: 'varna/harbour.md',
}
const claim = (text: string): Claim => {
  return { text, evidence: [{ document: 'a', revision: 1, part: 'text', start: 0, end: text.length, quote: text }] }
}
const brief = (text: string): Brief => ({
  id: 'b',
  topic: 'varna',
  language: 'en',
  headline: claim(text),
  bottomLine: claim(text),
  points: [claim(text)],
  names: [],
  dates: [],
  next: [],
  sources: [source],
  writer: 'extractive',
})

describe('renderReply', () => {
  test('a brief of what was pointed at: what was not read is said below it, and gives the terminal no orders', () => {
    const passage = { id: 'p', fileUnder: [], notes: ['Not read: \u001b[2Ja.zip: it is empty.'] }
    const text = renderReply({ kind: 'brief', brief: brief('A freighter.'), topicTitle: 'Harbour', passage }, style)
    expect(text.split('\n').at(-1)).toBe('Not read: a.zip: it is empty.')
  })

  test('a brief: headline, topic, sentences with marks, sources with dates', () => {
    const text = renderReply({ kind: 'brief', brief: brief('A freighter ran aground.'), topicTitle: 'Varna' }, style)
    expect(text).toBe(
      [
        'A freighter ran aground.',
        'Varna · 1 source',
        '',
        '  A freighter ran aground. [1]',
        '',
        '  • A freighter ran aground. [1]',
        '',
        '  [1] Harbour closed, 3 May 2024 · varna/harbour.md',
      ].join('\n'),
    )
  })

  test('an edition says when, what, and how much more', () => {
    const item = {
      topic: 'varna',
      brief: 'brief-1',
      topicTitle: 'Varna',
      headline: claim('Closed'),
      bottomLine: claim('It is closed.'),
      sources: 2,
      update: true,
    }
    const reply: Reply = {
      kind: 'edition',
      slot: '2024-05-03T06:00:00.000Z',
      zone: 'Europe/Sofia',
      late: true,
      missed: 2,
      skipped: 0,
      items: [item],
      more: 3,
    }
    const text = renderReply(reply, style)
    expect(text).toContain('3 May 2024 at 09:00')
    expect(text).toContain('Update: Closed')
    expect(text).toContain('2 earlier editions')
    expect(text).toContain('3 more topics')
  })

  test('commands are spelt as on a command line', () => {
    const reply: Reply = {
      kind: 'topics',
      intro: 'Topics',
      topics: [],
      hint: 'Type /brief and a topic; either/or stays.',
    }
    expect(renderReply(reply, style)).toContain('Type attache brief and a topic; either/or stays.')
  })

  test('whatever a document says, it cannot steer the terminal or break out of its lines', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (hostile) => {
        const text = renderReply(
          { kind: 'brief', brief: brief(`x\u001b[2J\u001b]0;owned\u0007\r\b${hostile}`), topicTitle: hostile },
          style,
        )
        expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u)
      }),
    )
  })

  test('no line is wider than the terminal unless one word is', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-z]{1,20}$/u), { minLength: 1, maxLength: 60 }), (words) => {
        const text = renderReply({ kind: 'brief', brief: brief(words.join(' ')), topicTitle: 'Varna' }, style)
        for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(style.width)
      }),
    )
  })
})
