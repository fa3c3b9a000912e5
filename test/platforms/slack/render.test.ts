import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Reply } from '../../../src/core/reply.ts'
import { wording } from '../../../src/core/wording.ts'
import { type Message, withNote } from '../../../src/platforms/slack/page.ts'
import { renderReply } from '../../../src/platforms/slack/render.ts'
import { answer, brief, briefReply, claim, edition, repliesWith, SOURCES } from '../../contracts/platform-samples.ts'
import { blockProblems, textTotalOf } from '../../fakes/slack/blocks.ts'
import { type JsonObject, objectsOf } from '../../fakes/slack/json.ts'
import { findMentions } from '../../fakes/slack/mentions.ts'
import { readableLines } from '../../fakes/slack/reading.ts'

const lines = (reply: Reply) => readableLines(blocksOf(renderReply(reply)))

function blocksOf(message: Message): JsonObject[] {
  return objectsOf(JSON.parse(JSON.stringify(message.blocks)))
}

function everything(value: unknown): JsonObject[] {
  if (Array.isArray(value)) return value.flatMap(everything)
  if (typeof value !== 'object' || value === null) return []
  return [...objectsOf([value]), ...Object.values(value).flatMap(everything)]
}

describe('a brief', () => {
  it('reads from headline to sources', () => {
    expect(lines(briefReply())).toEqual([
      'Belarus ratifies the labour agreement with India',
      'Bottom line',
      'The agreement takes effect on 1 May 2026. [1] [2]',
      'Points',
      '• Recruitment begins in June. [1]',
      '• The minister signed it in Minsk. [2]',
      'Who: Minsk, House of Representatives',
      'Dates: 1 May 2026 [1]',
      'Next',
      '• A joint commission is to meet in the autumn. [2]',
      'India–Belarus · 2 sources · newest 2 March 2026',
      '[Sources] [More]',
    ])
  })

  it('says the same in its text, which is all that a phone shows and a screen reader reads', () => {
    const { text } = renderReply(briefReply({ headline: claim('Profit & loss: <5%') }))
    expect(text.split('\n').slice(0, 3)).toEqual([
      'Profit &amp; loss: &lt;5%',
      'Bottom line',
      'The agreement takes effect on 1 May 2026. [1] [2]',
    ])
    expect(text).toContain('India–Belarus · 2 sources · newest 2 March 2026')
  })

  it('links a mark where its source has a link, and only there', () => {
    const links = everything(renderReply(briefReply()).blocks).filter(({ type }) => type === 'link')
    expect(new Set(links.map(({ url, text }) => `${text} ${url}`))).toEqual(
      new Set(['[1] https://news.example/ratified?id=1&lang=en']),
    )
  })

  it('gives its button the id of the brief', () => {
    const buttons = everything(renderReply(briefReply({ id: 'b7' })).blocks).filter(({ type }) => type === 'button')
    expect(buttons).toMatchObject([
      { action_id: 'sources', value: 'b7' },
      { action_id: 'more', value: 'b7' },
    ])
  })

  it('does not say one sentence twice', () => {
    const only = claim('It rained.')
    const shown = lines(briefReply({ headline: only, bottomLine: only, points: [], names: [], dates: [], next: [] }))
    expect(shown).toEqual(['It rained.', 'India–Belarus · 2 sources · newest 2 March 2026', '[Sources] [More]'])
  })

  it('shows a headline that is too long for a header whole', () => {
    const headline = `${'word '.repeat(60)}end`
    expect(lines(briefReply({ headline: claim(headline) }))[0]).toBe(headline)
  })

  it('leaves out whole points where they do not fit, and says where they are', () => {
    const points = Array.from({ length: 9 }, (_, n) => claim(`${n} ${'word '.repeat(270)}end.`))
    const shown = lines(briefReply({ points }))
    const bullets = shown.filter((line) => /^• \d/u.test(line))
    expect(bullets.length).toBeGreaterThan(2)
    expect(bullets.length).toBeLessThan(9)
    expect(bullets.every((line) => line.endsWith('end. [1]'))).toBe(true)
    expect(shown).toContain('Cut here for length: there is more under Sources.')
  })
})

describe('an edition', () => {
  it('is scanned in three lines a topic', () => {
    expect(lines(edition({ missed: 2, more: 3 }))).toEqual([
      wording.editionTitle(new Date('2026-03-02T07:00:00Z'), 'Europe/Berlin'),
      'Late: this covers 2 earlier editions missed while the desk was down.',
      'India–Belarus · 2 sources',
      'Belarus ratifies',
      'Belarus ratifies, as of this morning.',
      'Reform · 2 sources',
      'Update: Vote postponed',
      'Vote postponed, as of this morning.',
      '3 more topics have news: /brief lists them all.',
    ])
  })

  it('counts those it has no room for among the others', () => {
    const [item] = edition().items
    const long = { ...item, headline: claim('word '.repeat(250)) }
    const reply = { ...edition({ more: 2 }), items: Array.from({ length: 12 }, () => long) } as Reply
    const shown = lines(reply)
    const titles = shown.filter((line) => line.startsWith('India–Belarus'))
    expect(titles.length).toBeLessThan(12)
    expect(shown.at(-1)).toBe(`${2 + 12 - titles.length} more topics have news: /brief lists them all.`)
  })

  it('says that there is nothing new', () => {
    expect(lines(edition({ items: [] })).at(-1)).toBe('Nothing new.')
  })
})

describe('an answer', () => {
  it('names the source of each sentence', () => {
    const claims = [claim('It takes effect on 1 May.', 'd1', 'd2')]
    expect(lines({ kind: 'answer', answer: answer({ claims }), topics: [] })).toEqual([
      'It takes effect on 1 May.',
      '— Parliament ratifies the labour agreement, 2 March 2026',
      '— Minister in Minsk, 27 February 2026',
    ])
  })

  it('says that the documents do not say, and what comes nearest', () => {
    expect(lines({ kind: 'answer', answer: answer({ answered: false }), topics: [] }).slice(0, 3)).toEqual([
      'The documents do not say.',
      'The nearest thing they do say:',
      'The agreement takes effect on 1 May 2026.',
    ])
    expect(lines({ kind: 'answer', answer: answer({ answered: false, claims: [] }), topics: [] })).toEqual([
      'The documents do not say.',
    ])
  })
})

describe('lists', () => {
  it('shows topics with what is known about them', () => {
    const card = { slug: 'reform', title: 'Reform', documents: 1, updatedAt: '2026-03-02T00:00:00.000Z' }
    const topics = [{ ...card, headline: 'Vote postponed' }, card]
    expect(lines({ kind: 'topics', intro: 'Topics', topics, hint: 'Type more.' })).toEqual([
      'Topics',
      '• Reform · reform · 1 document\nVote postponed',
      '• Reform · reform · 1 document',
      'Type more.',
    ])
  })

  it('shows the quotations below their numbered sources, each once', () => {
    const titled = { ...claim('x'), evidence: claim(SOURCES[1]?.title ?? '', 'd2').evidence }
    const shown = lines({ kind: 'sources', brief: brief({ headline: titled, names: [], dates: [], next: [] }) })
    expect(shown).toEqual([
      '[1] Parliament ratifies the labour agreement, 2 March 2026',
      '> The agreement takes effect on 1 May 2026.',
      '> Recruitment begins in June.',
      '[2] Minister in Minsk, 27 February 2026',
      '> The agreement takes effect on 1 May 2026.',
      '> The minister signed it in Minsk.',
    ])
  })

  it('keeps forty sources in view, and says that quotations are missing', () => {
    const sources = Array.from({ length: 40 }, (_, n) => ({
      document: `d${n}`,
      revision: 1,
      title: `Title ${n}`,
      language: 'en',
      location: `x/${n}`,
    }))
    const points = sources.map(({ document }) => claim(`${document} ${'word '.repeat(60)}`, document))
    const shown = lines({ kind: 'sources', brief: brief({ points, sources }) })
    expect(shown.filter((line) => line.startsWith('['))).toHaveLength(40)
    expect(shown.at(-1)).toBe('Some quotations are left out here for length.')
  })
})

describe('whatever a document says', () => {
  const HOSTILE = [
    '<!channel> <!here|here> <@U1> <!subteam^S1> @channel',
    '*bold* _it_ ~no~ `code` > quote :smile: # heading',
    '<http://evil.example|bank.example> http://evil.example javascript:alert(1)',
    '\u202Eevil\u2066 \u0000 \uD800 \uDC00 \u001B[31m',
    'a'.repeat(50_000),
    'wörd '.repeat(10_000),
    '语'.repeat(50_000),
    '👨‍👩‍👧‍👦'.repeat(5_000),
    '&'.repeat(9_000),
    '\u0000\n \t',
    '',
  ]
  const piece = fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: 'binary', maxLength: 400 }), fc.webUrl())
  const hostile = fc.array(piece, { maxLength: 4 }).map((pieces) => pieces.join(' '))

  it.each(HOSTILE.map((text) => [text.slice(0, 30), text]))(
    'keeps every limit and fires nothing: %j',
    (_name, text) => {
      for (const reply of repliesWith(text)) expectHarmless(renderReply(reply))
    },
  )

  it('keeps every limit and fires nothing, for any text', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        for (const reply of repliesWith(text)) expectHarmless(renderReply(reply))
      }),
      { numRuns: 60 },
    )
  })

  function expectHarmless(message: Message): void {
    const noted = withNote(message, 'note '.repeat(200))
    const blocks = blocksOf(noted)
    expect(blockProblems(blocks)).toEqual([])
    expect(textTotalOf(blocks)).toBeLessThanOrEqual(9_000)
    expect(noted.text.length).toBeLessThanOrEqual(4_000)
    expect(message.text).not.toBe('')
    expect(findMentions({ text: noted.text, blocks }, ['smile'])).toEqual([])
    const parts = everything(blocks)
    for (const { type } of parts) expect(SAFE).toContain(type)
    for (const { url } of parts) if (url !== undefined) expect(String(url)).toMatch(/^https?:\/\/[^\s<>]+$/u)
    const shown = JSON.stringify([blocks, noted.text])
    expect(shown.isWellFormed()).toBe(true)
    expect(shown).not.toMatch(/[\u202A-\u202E\u2066-\u2069]|\\u(?:0000|001b|d8|dc)/u)
    expect(noted.text).not.toMatch(/[<>]/u)
  }

  const SAFE = [
    undefined,
    ...['header', 'rich_text', 'context', 'actions', 'button', 'plain_text'],
    ...['rich_text_section', 'rich_text_list', 'rich_text_quote', 'text', 'link'],
  ]
})
