import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readPlainText } from '../../../src/sources/text/plain-text.ts'

/** Blocks as `kind: text`, so that a table of expectations stays readable. */
const blocksOf = (text: string) => readPlainText(text).blocks.map((block) => `${block.kind}: ${block.text}`)

const WRAPPED = `The foreign minister arrived in the capital on Thursday for two
days of talks. Both sides said that trade would stand first among
the subjects, and that Sergei Petrov of the
Ministry of Trade would sign an agreement.
`

describe('structure', () => {
  it.each([
    [
      'paragraphs stand between blank lines',
      'One is here.\n\n\nTwo is there.',
      ['prose: One is here.', 'prose: Two is there.'],
    ],
    [
      'hard-wrapped lines are joined, before a capital too',
      WRAPPED,
      [
        'prose: The foreign minister arrived in the capital on Thursday for two days of talks. Both sides said that trade would stand first among the subjects, and that Sergei Petrov of the Ministry of Trade would sign an agreement.',
      ],
    ],
    [
      'lines of unspaced scripts are joined without a space',
      '印度外长\n星期四发表讲话。',
      ['prose: 印度外长星期四发表讲话。'],
    ],
    ['lines with spaced scripts keep it', 'Он приехал\nв Минск.', ['prose: Он приехал в Минск.']],
    [
      'long lines are paragraphs of their own',
      `${'A sentence that goes on. '.repeat(6)}\n${'Another one that goes on. '.repeat(6)}`,
      [
        `prose: ${'A sentence that goes on. '.repeat(6).trim()}`,
        `prose: ${'Another one that goes on. '.repeat(6).trim()}`,
      ],
    ],
    [
      'bare headings are short, unstopped and followed by prose',
      'Trade\n\nTrade rose by a third.\n\nWhat comes next\n\nNobody knows.\n\nNo more',
      ['prose: Trade rose by a third.', 'heading: What comes next', 'prose: Nobody knows.', 'prose: No more'],
    ],
    [
      'a heading may stand right above its paragraph',
      'Regional cooperation\nThe two leaders spoke at length about the region, its trade and its roads.',
      ['prose: The two leaders spoke at length about the region, its trade and its roads.'],
    ],
    [
      'underlined lines are headings, rules are nothing',
      'First.\n\nTrade\n-----\nIt rose.\n\n* * *\n\nIt fell.',
      ['prose: First.', 'heading: Trade', 'prose: It rose.', 'prose: It fell.'],
    ],
    [
      'list items lose their marks',
      'They agreed on:\n- roads,\n- rail\n  and ports\n\n1. Visas\n2) Flights',
      ['prose: They agreed on:', 'item: roads,', 'item: rail and ports', 'item: Visas', 'item: Flights'],
    ],
    [
      'a number at the start of a wrapped line is no item',
      'The Council was last enlarged, from eleven members, in the year\n1965. It has not been since then, though many have asked for it.',
      [
        'prose: The Council was last enlarged, from eleven members, in the year 1965. It has not been since then, though many have asked for it.',
      ],
    ],
    [
      'an indented line begins a paragraph',
      'He came at last, after a long journey by rail.\n   She had left, and took the morning train back.',
      [
        'prose: He came at last, after a long journey by rail.',
        'prose: She had left, and took the morning train back.',
      ],
    ],
    [
      'an address is no row of headings',
      'Ministry of Trade\n\nFirst Street\n\nMinsk\n\nBelarus\n\nThe letter was sent on Friday.',
      [
        'prose: Ministry of Trade',
        'prose: First Street',
        'prose: Minsk',
        'prose: Belarus',
        'prose: The letter was sent on Friday.',
      ],
    ],
  ])('%s', (_, text, blocks) => {
    expect(blocksOf(text)).toEqual(blocks)
  })
})

describe('title and date', () => {
  it.each([
    ['a heading that stands first is the title', 'Talks in Minsk\n\nThey began.', 'Talks in Minsk', undefined],
    ['a later heading is none', 'They began.\n\nNext steps\n\nThey ended.', undefined, undefined],
    ['a glued date is the date', ' date 2024-03-14 During a visit he spoke.', undefined, '2024-03-14'],
    [
      'a glued date leaves a later heading alone',
      'date 2024-03-14 He spoke.\n\nNext steps\n\nThey ended.',
      undefined,
      '2024-03-14',
    ],
    ['a day that does not exist stays text', 'date 2024-02-31 During a visit he spoke.', undefined, undefined],
    ['a first line may be a date', '14 March 2024\n\nThey began.', undefined, '2024-03-14'],
    [
      'so may the line below the title',
      'Talks in Minsk\n\n14 марта 2024 г.\n\nThey began.',
      'Talks in Minsk',
      '2024-03-14',
    ],
    ['a date within prose is none', 'They met on 14 March 2024.', undefined, undefined],
  ])('%s', (_, text, title, date) => {
    const draft = readPlainText(text)
    expect([draft.title, draft.date]).toEqual([title, date])
  })

  it('takes a date out of the text', () => {
    expect(blocksOf('date 2024-03-14 During a visit he spoke.')).toEqual(['prose: During a visit he spoke.'])
    expect(blocksOf('Talks\n\n14 March 2024\n\nThey began.')).toEqual(['prose: They began.'])
  })
})

it('loses no letter, whatever the text', () => {
  const line = fc.constantFrom(
    'Trade rose',
    'it fell.',
    '- roads',
    '1. rail',
    '  indented',
    '印度',
    '',
    'A long line of many words that goes on',
  )
  fc.assert(
    fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
      const draft = readPlainText(lines.join('\n'))
      const letters = (text: string) =>
        [...text]
          .filter((character) => /\p{L}/u.test(character))
          .sort()
          .join('')
      const repeated = draft.title === undefined ? '' : draft.title
      expect(letters(repeated + draft.blocks.map(({ text }) => text).join(''))).toBe(letters(lines.join('')))
    }),
  )
})

it.each([
  ['Published: March 12, 2025', '2025-03-12'],
  ['Опубликовано: 12 марта 2025', '2025-03-12'],
  ['Stand: 12. März 2025', '2025-03-12'],
])('takes the date of the line “%s” below a title', (line, date) => {
  const read = readPlainText(
    `Harbour reopens\n\n${line}\n\nThe harbour of Varna reopened on Wednesday after the storm.`,
  )
  expect([read.title, read.date]).toEqual(['Harbour reopens', date])
  expect(read.blocks.map(({ text }) => text)).toEqual(['The harbour of Varna reopened on Wednesday after the storm.'])
})

it('reads a list as long as a text can be', () => {
  expect(readPlainText('- a\n'.repeat(250_000)).blocks).toHaveLength(250_000)
})
