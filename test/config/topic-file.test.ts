import fc from 'fast-check'
import { expect, it } from 'vitest'
import { readTopicFile } from '../../src/config/topic-file.ts'

const read = (text: string) => readTopicFile('talks/topic.yaml', text, 'trade-talks')

it('reads all a topic may say', () => {
  const text = `title: Talks on trade
aliases: [trade, торговля]
visible_to: [slack:T1, slack:T1/C2, "discord:3", discord:3/4, terminal]
match:
  - trade deal
  - tariff
pages: [https://example.org]
feeds: [https://example.org/feed.xml]
`
  expect(read(text)).toEqual({
    topic: {
      slug: 'trade-talks',
      title: 'Talks on trade',
      aliases: ['trade', 'торговля'],
      visibleTo: [
        { platform: 'slack', workspace: 'T1' },
        { platform: 'slack', workspace: 'T1', channel: 'C2' },
        { platform: 'discord', workspace: '3' },
        { platform: 'discord', workspace: '3', channel: '4' },
        { platform: 'terminal' },
      ],
    },
    match: ['trade deal', 'tariff'],
    pages: ['https://example.org'],
    feeds: ['https://example.org/feed.xml'],
  })
})

it.each([
  ['pages: https://example.org', 'talks/topic.yaml:1'],
  ['pages:\n  - https://example.org\n  - example.org/news', 'talks/topic.yaml:3'],
  ['pages:\n  - ftp://example.org', 'talks/topic.yaml:2'],
  ['pages:\n  - https://me:secret@example.org', 'talks/topic.yaml:2'],
  ['pages: [7]', 'talks/topic.yaml:1'],
])('refuses pages that are no addresses: %j', (text, where) => {
  const problems = [{ where, what: expect.stringMatching(/list addresses such as https:(?!.*secret)/u) }]
  expect(read(text)).toEqual({ problems })
})

it('takes a title from the slug', () => {
  expect(read('')).toEqual({
    topic: { slug: 'trade-talks', title: 'Trade talks', aliases: [] },
    match: [],
    pages: [],
    feeds: [],
  })
})

it.each([
  [
    'a mistyped limit',
    'title: T\nvisable_to: [terminal]',
    'talks/topic.yaml:2',
    /did you mean “visible_to”\? Allowed: title, aliases, visible_to, match, feeds, pages/u,
  ],
  ['a stray key', 'owner: me', 'talks/topic.yaml:1', /“owner” is not known here\. Allowed: title/u],
  ['a limit left empty', 'visible_to:', 'talks/topic.yaml:1', /list where it may be seen/u],
  ['a limit to nobody', 'visible_to: []', 'talks/topic.yaml:1', /list where it may be seen/u],
  ['a limit that is no list', 'visible_to: terminal', 'talks/topic.yaml:1', /list where it may be seen/u],
  [
    'a place that is none',
    'visible_to:\n  - terminal\n  - slack:#general',
    'talks/topic.yaml:3',
    /“slack:#general” is no place/u,
  ],
  ['an id that YAML took for a number', 'aliases:\n- a\n- 1984', 'talks/topic.yaml:3', /in quotes/u],
  ['a colon without quotes', 'title: Talks: day two', 'talks/topic.yaml:1', /into quotes/u],
  ['a tab', 'aliases:\n\t- a', 'talks/topic.yaml:2', /spaces/u],
  ['a key twice', 'title: a\ntitle: b', 'talks/topic.yaml:2', /keep one/u],
  [
    'an alias bomb',
    `a: &a [x]\n${[...'bcdefgh'].map((key, index) => `${key}: &${key} [${Array(9).fill(`*${'abcdefgh'[index]}`).join(', ')}]`).join('\n')}`,
    'talks/topic.yaml:1',
    /quotes/u,
  ],
])('refuses %s', (_, text, where, what) => {
  expect(read(text)).toEqual({ problems: [{ where, what: expect.stringMatching(what) }] })
})

it('survives any text', () => {
  const piece = fc.oneof(
    fc.string(),
    fc.constantFrom(
      'title: ',
      'visible_to: ',
      '\n',
      '- ',
      '[',
      '*a',
      '&a ',
      '{',
      '? ',
      '!!binary ',
      '<<: ',
      '%',
      '---\n',
      '|\n',
    ),
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 15 }), (pieces) => {
      const result = read(pieces.join(''))
      if ('problems' in result)
        for (const { where } of result.problems) expect(where).toMatch(/^talks\/topic\.yaml:\d+$/u)
    }),
  )
})
