import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readMarkdown } from '../../../src/sources/text/markdown.ts'
import { plainWords } from '../../../src/sources/text/markdown-inline.ts'

const blocksOf = (text: string) => readMarkdown(text).blocks.map((block) => `${block.kind}: ${block.text}`)

describe('structure', () => {
  it.each([
    [
      'headings',
      'Text.\n\n## One ##\nTwo.\n\nThree\n=====\nFour.',
      ['prose: Text.', 'heading: One', 'prose: Two.', 'heading: Three', 'prose: Four.'],
    ],
    ['lines of a paragraph are joined', 'One\ntwo  \nthree\\\nfour.', ['prose: One two three four.']],
    ['rules are nothing', 'One.\n\n---\n\nTwo.\n***', ['prose: One.', 'prose: Two.']],
    [
      'list items, nested and wrapped',
      '- one\n  goes on\n  - two\n* [x] three\n1. four\n2) five',
      ['item: one goes on', 'item: two', 'item: three', 'item: four', 'item: five'],
    ],
    [
      'a year that begins a line is no item',
      'It grew in\n1965. Then it stood.',
      ['prose: It grew in 1965. Then it stood.'],
    ],
    [
      'quotes',
      'He said:\n> We are\n> ready.\n>\n> Soon.\n\nThen he left.',
      ['prose: He said:', 'prose: We are ready.', 'prose: Soon.', 'prose: Then he left.'],
    ],
    [
      'a table is one block',
      'Look.\n\n| Year | *Trade* |\n|---|--:|\n| 2023 | 1 \\| 2 |\n\nAfter.',
      ['prose: Look.', 'table: Year | Trade\n2023 | 1 | 2', 'prose: After.'],
    ],
    [
      'code fences are dropped',
      'One.\n\n```sh\n# no heading\n```\n\nTwo.\n~~~~\n~~~\n~~~~\nThree.',
      ['prose: One.', 'prose: Two.', 'prose: Three.'],
    ],
    ['a fence that is never closed hides nothing', 'One.\n\n```\nTwo.', ['prose: One.', 'prose: Two.']],
    ['comments are dropped', 'One <!-- not\n\nthis --> two.', ['prose: One two.']],
    [
      'definitions are dropped, footnotes kept',
      'One[^1] [two][t] [sic].\n\n[t]: https://example.org "T"\n[^1]: A note.',
      ['prose: One two [sic].', 'prose: A note.'],
    ],
    [
      'a bold line heads what follows',
      'One.\n\n**Next steps**\n\nTwo.',
      ['prose: One.', 'heading: Next steps', 'prose: Two.'],
    ],
    [
      'bare headings count where none are marked',
      'One.\n\nNext steps\n\nTwo.',
      ['prose: One.', 'heading: Next steps', 'prose: Two.'],
    ],
    [
      'bare headings do not where some are marked',
      '# Title\n\nNext steps\n\nTwo.',
      ['prose: Next steps', 'prose: Two.'],
    ],
  ])('%s', (_, text, blocks) => {
    expect(blocksOf(text)).toEqual(blocks)
  })
})

describe('words of a line', () => {
  it.each([
    ['**bold** *it* __bold__ _it_ ***both*** ~~gone~~ ==mark==', 'bold it bold it both gone mark'],
    ['snake_case_name and 2 * 3 * 4 and a star*', 'snake_case_name and 2 * 3 * 4 and a star*'],
    ['`code_with_marks` and ``a `tick` b``', 'code_with_marks and a `tick` b'],
    ['[text](https://example.org/a_(b) "title") end', 'text end'],
    ['[**bold** text](<https://example.org/a b>)', 'bold text'],
    ['![alt](picture.png) after', 'after'],
    ['[![alt](a.png)](b.html)after', 'after'],
    ['[[page|shown]] [[page]]', 'page shown'.split(' ').reverse().join(' ')],
    ['<https://example.org/a_b_c> <desk@example.org>', 'https://example.org/a_b_c desk@example.org'],
    ['a<br>b <span class="x">c</span>', 'a b c'],
    ['a < b and c > d', 'a < b and c > d'],
    ['\\*not\\* \\# 1\\. &amp; &mdash; &#1084; &#x43C; &unknown;', '*not* # 1. & — м м &unknown;'],
  ])('%s', (line, words) => {
    expect(plainWords(line, new Set())).toBe(words)
  })

  it('takes time in proportion to the length of hostile lines', () => {
    const started = process.threadCpuUsage()
    for (const mark of ['*', '_', '**a', '[', '![', '[a](', '`', '<', '&', '[[', '~~', '[a](b(', '![](']) {
      plainWords(mark.repeat(100_000), new Set())
    }
    expect(process.threadCpuUsage(started).user / 1_000).toBeLessThan(5000)
  })
})

describe('title and date', () => {
  it.each([
    [
      'front matter first',
      '---\ntitle: In front\ndate: 2024-03-14\n---\n# Below\n\nText.',
      { title: 'In front', date: '2024-03-14' },
    ],
    ['then the first heading of level 1', '## Section\n\nText.\n\n# Title\n\nText.', { title: 'Title' }],
    ['then a heading that stands first', '## Section\n\nText.', { title: 'Section' }],
    ['no later heading', 'Text.\n\n## Section\n\nText.', {}],
    ['a date below the title', '# Title\n\n14 March 2024\n\nText.', { title: 'Title', date: '2024-03-14' }],
    ['a glued date, without a title', 'date 2024-03-14 He spoke.\n\nNext steps\n\nText.', { date: '2024-03-14' }],
    ['front matter over a glued date', '---\ndate: 2024-03-15\n---\ndate 2024-03-14 He spoke.', { date: '2024-03-15' }],
    [
      'language and link',
      '---\nlang: pt-BR\nurl: https://example.org/a\n---\nText.',
      { language: 'pt', link: 'https://example.org/a' },
    ],
    [
      'a source that is an address is the link',
      '---\nsource: http://example.org/a\n---\nText.',
      { link: 'http://example.org/a' },
    ],
    ['a source that is a name is none', '---\nsource: The Gazette\n---\nText.', {}],
    [
      'only http(s) links',
      '---\nlink: javascript:alert(1)\nlanguage: not a language\ndate: 2024-02-31\n---\nText.',
      {},
    ],
    [
      'a title with an unquoted colon',
      '---\ntitle: Talks: day two\nDate: 14 March 2024\n---\nText.',
      { title: 'Talks: day two', date: '2024-03-14' },
    ],
    ['a day without hyphens', '---\ndate: 20240503\n---\nText.', { date: '2024-05-03' }],
    ['a number that is no day', '---\ndate: 20241332\n---\nText.', {}],
    [
      'emphasis, which YAML takes for a reference',
      '---\ntitle: *Breaking*\ndate: 2024-05-03\n---\nText.',
      { title: '*Breaking*', date: '2024-05-03' },
    ],
    [
      'more references than are followed',
      `---\ntags: &t [a, b]\ntitle: Talks\nmore: [${'*t, '.repeat(50)}*t]\n---\nText.`,
      { title: 'Talks' },
    ],
    ['numbers and lists', '---\ntitle: 1984\ntags: [a, b]\nmore:\n  deep: x\n---\nText.', { title: '1984' }],
  ])('%s', (_, text, expected) => {
    const { blocks, ...rest } = readMarkdown(text)
    expect(rest).toEqual(expected)
    expect(blocks.at(-1)?.text).toMatch(/^(?:Text|He spoke)\.$/u)
  })

  it('does not mistake prose between rules for front matter', () => {
    expect(blocksOf('---\nA sentence stands here.\n---\n\nMore.')).toEqual([
      'prose: A sentence stands here.',
      'prose: More.',
    ])
  })
})

it('takes time in proportion to the length of a text of nothing but fences that stay open', () => {
  const started = process.threadCpuUsage()
  readMarkdown(Array.from({ length: 50_000 }, (_, index) => '`'.repeat(3 + (index % 2000))).join('x\n'))
  readMarkdown('```\n~~~\n'.repeat(100_000))
  expect(process.threadCpuUsage(started).user / 1_000).toBeLessThan(5000)
})

it('survives any text', () => {
  const piece = fc.oneof(
    fc.string(),
    fc.constantFrom(
      '---\n',
      '```',
      '| a |\n|--|',
      '> ',
      '- ',
      '[',
      '](',
      '**',
      '\n\n',
      '<!--',
      '&#x110000;',
      'a: *b\n',
      '=',
      '\\',
    ),
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
      for (const { text } of readMarkdown(pieces.join('')).blocks) expect(text).toBe(text.trim())
    }),
  )
})
