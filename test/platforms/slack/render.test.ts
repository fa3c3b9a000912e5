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
/** Those of the messages that follow it as well. */
const allLines = (reply: Reply) => messagesOf(renderReply(reply)).flatMap((message) => readableLines(blocksOf(message)))
const messagesOf = (message: Message) => [message, ...(message.rest ?? [])]

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

  it('goes on in messages that follow it where it is too long for one, and leaves out nothing', () => {
    const points = Array.from({ length: 9 }, (_, n) => claim(`${n} ${'word '.repeat(270)}end.`))
    const reply = briefReply({ points })
    const messages = messagesOf(renderReply(reply))
    expect(messages.length).toBeGreaterThan(1)
    expect(lines(reply)).toContain('Too long for one message: the rest follows.')
    const bullets = allLines(reply).filter((line) => /^• \d/u.test(line))
    expect(bullets.map((line) => line.slice(2, 3))).toEqual(['0', '1', '2', '3', '4', '5', '6', '7', '8'])
    expect(bullets.every((line) => line.endsWith('end. [1]'))).toBe(true)
    expect(allLines(reply).filter((line) => line === '[Sources] [More]')).toHaveLength(1)
    expect(allLines(reply)).not.toContain('Cut here for length: there is more under Sources.')
  })

  it('leaves out whole points where even those have no room, and says where they are', () => {
    const points = Array.from({ length: 60 }, (_, n) => claim(`${n} ${'word '.repeat(270)}end.`))
    const bullets = allLines(briefReply({ points })).filter((line) => /^• \d/u.test(line))
    expect(bullets.length).toBeLessThan(60)
    expect(bullets.every((line) => line.endsWith('end. [1]'))).toBe(true)
    expect(allLines(briefReply({ points })).at(-1)).toBe('Cut here for length: there is more under Sources.')
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
      '[Post a brief here] [Read one for yourself]',
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

  it('shows forty sources with what is quoted from them, over several messages', () => {
    const sources = Array.from({ length: 40 }, (_, n) => ({
      document: `d${n}`,
      revision: 1,
      title: `Title ${n}`,
      language: 'en',
      location: `x/${n}`,
    }))
    const points = sources.map(({ document }) => claim(`${document} ${'word '.repeat(60)}`, document))
    const shown = allLines({ kind: 'sources', brief: brief({ points, sources }) })
    expect(shown.filter((line) => line.startsWith('['))).toHaveLength(40)
    expect(shown.filter((line) => /^> d\d+ word/u.test(line))).toHaveLength(40)
  })
})

describe('what has happened since', () => {
  const before = claim('12 people were hurt.')
  const now = claim('14 people were hurt.', 'd2')
  const update: Reply = {
    kind: 'update',
    topic: 'india-belarus',
    topicTitle: 'India–Belarus',
    brief: brief(),
    news: [claim('Parliament ratified the agreement.'), claim('Recruitment begins in May.')],
    changes: [{ before, now }],
  }

  it('is read in five seconds: the news, what holds now, what held before, from where', () => {
    expect(lines(update)).toEqual([
      'Update: India–Belarus',
      'Parliament ratified the agreement. [1]',
      '• Recruitment begins in May. [1]',
      'Now: 14 people were hurt. [2]',
      '> Before: 12 people were hurt.',
      '[1] Parliament ratifies the labour agreement, 2 March 2026',
      '[2] Minister in Minsk, 27 February 2026',
      '[Sources]',
    ])
    expect(renderReply(update).text.split('\n').slice(0, 2)).toEqual([
      'Update: India–Belarus',
      'Parliament ratified the agreement. [1]',
    ])
  })

  it('says once what is news and a change', () => {
    const [ratified] = update.kind === 'update' ? update.news : []
    if (update.kind !== 'update' || ratified === undefined) throw new Error('no news')
    const changes = [...update.changes, { before: claim('Parliament has not voted yet.'), now: ratified }]
    expect(lines({ ...update, changes }).slice(0, 6)).toEqual([
      'Update: India–Belarus',
      'Parliament ratified the agreement. [1]',
      '> Before: Parliament has not voted yet.',
      '• Recruitment begins in May. [1]',
      'Now: 14 people were hurt. [2]',
      '> Before: 12 people were hurt.',
    ])
  })

  it('says of a correction what does not hold any more', () => {
    const correction: Reply = {
      kind: 'correction',
      topic: 'india-belarus',
      topicTitle: 'India–Belarus',
      changes: [{ before, now }, { before: claim('The bridge is open.') }],
      withdrawn: SOURCES.slice(1),
      sources: SOURCES.slice(0, 1),
    }
    expect(lines(correction)).toEqual([
      'Correction: India–Belarus',
      'Now: 14 people were hurt.',
      '> Before: 12 people were hurt.',
      'No longer in the documents',
      '> The bridge is open.',
      'Withdrawn: no longer among the documents',
      '• Minister in Minsk, 27 February 2026',
      '[1] Parliament ratifies the labour agreement, 2 March 2026',
    ])
  })
})

describe('a notification', () => {
  it('of an edition says first what is new', () => {
    expect(renderReply(edition()).text.split('\n')[0]).toBe('Belarus ratifies · Vote postponed')
    expect(renderReply(edition({ items: [] })).text.split('\n')[0]).toBe('Nothing new.')
  })

  it.each([
    ['a brief', briefReply()],
    ['an edition', edition()],
    ['an answer', { kind: 'answer', answer: answer(), topics: [] } as Reply],
  ])('of %s has no markup', (_what, reply) => {
    expect(renderReply(reply).text).not.toMatch(/[*_~`<>]|&(?!amp;|lt;|gt;)/u)
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
      { numRuns: 25 },
    )
  })

  it.each([1, 40, 400])('keeps every limit however much there is: %i of everything', (count) => {
    const many = <T>(make: (n: number) => T) => Array.from({ length: count }, (_, n) => make(n))
    const sources = many((n) => ({
      document: `d${n}`,
      revision: 1,
      title: `Title ${n}`,
      language: 'en',
      location: `x/${n}`,
    }))
    const claims = many((n) => claim(`${n} ${'word '.repeat(40)}end.`, `d${n}`))
    const huge = brief({
      points: claims,
      names: many((n) => ({ ...claim(`Name ${n}`, `d${n}`), documents: 1 })),
      dates: many((n) => ({ ...claim(`${n} May 2026`, `d${n}`), iso: '2026-05-01' })),
      next: claims,
      sources,
    })
    const changes = claims.map((one) => ({ before: one, now: one }))
    const about = { topic: 'x', topicTitle: 'X' }
    const card = { slug: 'x', title: 'X', documents: 1, updatedAt: '2026-03-02T00:00:00.000Z' }
    const replies: Reply[] = [
      { kind: 'brief', brief: huge, topicTitle: 'X' },
      { kind: 'more', brief: huge, claims },
      { kind: 'sources', brief: huge },
      { kind: 'update', ...about, brief: huge, news: claims, changes },
      { kind: 'correction', ...about, changes, withdrawn: sources, sources },
      { kind: 'answer', answer: answer({ claims, sources }), topics: [] },
      { kind: 'topics', intro: 'Topics', topics: many(() => card) },
      { kind: 'list', title: 'List', entries: many((n) => [`${n}`, 'word '.repeat(40)]) },
      { kind: 'notice', text: many((n) => `line ${n}`).join('\n') },
    ]
    for (const reply of replies) expectHarmless(renderReply(reply))
  })

  function expectHarmless(whole: Message): void {
    for (const message of messagesOf(whole)) expectOneHarmless(message)
  }

  function expectOneHarmless(message: Message): void {
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
    ...['header', 'rich_text', 'context', 'actions', 'button', 'external_select', 'plain_text'],
    ...['rich_text_section', 'rich_text_list', 'rich_text_quote', 'text', 'link'],
  ]
})
