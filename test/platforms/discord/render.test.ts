import type { APIEmbed } from 'discord.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Reply } from '../../../src/core/reply.ts'
import { wording } from '../../../src/core/wording.ts'
import { pressOf } from '../../../src/platforms/discord/buttons.ts'
import { unescapeMarkdown } from '../../../src/platforms/discord/markdown.ts'
import { type Message, referenceIn, withReference } from '../../../src/platforms/discord/page.ts'
import { renderReply } from '../../../src/platforms/discord/render.ts'
import { answer, brief, briefReply, claim, edition, repliesWith, SOURCES } from '../../contracts/platform-samples.ts'
import { readMessageForm } from '../../fakes/discord/message-form.ts'

/** What somebody reads: bold, small type and links as plain text, escapes undone. */
function lines(reply: Reply): string[] {
  const message = renderReply(reply)
  const buttons = message.components.flatMap(({ components }) => components.map(({ label }) => `[${label}]`))
  const read = message.embeds.flatMap(({ title, description, footer }) => [
    ...[title, description].flatMap((text) => (text ?? '').split('\n')).map(readLine),
    footer?.text ?? '',
  ])
  return [...read, ...buttons].filter((line) => line !== '')
}

function readLine(line: string): string {
  const plain = line.replace(/(?<!\\)\*\*/gu, '').replace(/^-# /u, '')
  return unescapeMarkdown(plain.replace(/\[((?:\[\d+\]|\\.|[^[\]\\])*)\]\(https?:[^\s()]*\)/gu, '$1'))
}

describe('a brief', () => {
  it('reads from headline to sources', () => {
    expect(lines(briefReply())).toEqual([
      'Belarus ratifies the labour agreement with India',
      'Bottom line',
      'The agreement takes effect on 1 May 2026. [1] [2]',
      'Points',
      '- Recruitment begins in June. [1]',
      '- The minister signed it in Minsk. [2]',
      'Who: Minsk, House of Representatives',
      'Dates: 1 May 2026 [1]',
      'Next',
      '- A joint commission is to meet in the autumn. [2]',
      'India–Belarus · 2 sources · newest 2 March 2026',
      '[Sources]',
      '[More]',
      '[Ask]',
    ])
  })

  it('is one embed, with the headline as its title', () => {
    const { embeds } = renderReply(briefReply())
    expect(embeds).toMatchObject([{ title: 'Belarus ratifies the labour agreement with India' }])
  })

  it('links a mark where its source has a link, and only there', () => {
    const text = JSON.stringify(renderReply(briefReply()).embeds)
    expect(text).toContain('[[1]](https://news.example/ratified?id=1&lang=en)')
    expect(text).toContain(String.raw`\\[2\\]`)
    expect(text).not.toContain('[[2]]')
  })

  it('gives its button the id of the brief', () => {
    const { components } = renderReply(briefReply({ id: 'b7' }))
    const ids = components.flatMap((row) => row.components.map(({ custom_id }) => custom_id))
    expect(ids.flatMap((id) => pressOf(id) ?? [])).toEqual([
      { name: 'sources', value: 'b7' },
      { name: 'more', value: 'b7' },
    ])
    expect(pressOf('other:b7')).toBeUndefined()
  })

  it('has no button where the id does not fit into one', () => {
    expect(renderReply(briefReply({ id: 'b'.repeat(100), topic: 't'.repeat(100) })).components).toEqual([])
  })

  it('does not say one sentence twice', () => {
    const only = claim('It rained.')
    const shown = lines(briefReply({ headline: only, bottomLine: only, points: [], names: [], dates: [], next: [] }))
    expect(shown).toEqual([
      'It rained.',
      'India–Belarus · 2 sources · newest 2 March 2026',
      '[Sources]',
      '[More]',
      '[Ask]',
    ])
  })

  it('shows a headline that is too long for a title whole', () => {
    const headline = `${'word '.repeat(60)}end`
    expect(lines(briefReply({ headline: claim(headline) }))[0]).toBe(headline)
  })

  it('leaves out whole points where they do not fit, and says where they are', () => {
    const points = Array.from({ length: 9 }, (_, n) => claim(`${n} ${'word '.repeat(180)}end.`))
    const shown = lines(briefReply({ points }))
    const bullets = shown.filter((line) => line.startsWith('-'))
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
      '[Ask]',
    ])
  })

  it('counts those it has no room for among the others', () => {
    const [item] = edition().items
    const long = { ...item, headline: claim('word '.repeat(90)) }
    const reply = { ...edition({ more: 2 }), items: Array.from({ length: 30 }, () => long) } as Reply
    const shown = lines(reply)
    const titles = shown.filter((line) => line.startsWith('India–Belarus'))
    expect(titles.length).toBeGreaterThan(3)
    expect(titles.length).toBeLessThan(30)
    expect(shown.at(-2)).toBe(`${2 + 30 - titles.length} more topics have news: /brief lists them all.`)
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
      '- Reform · reform · 1 document',
      '  Vote postponed',
      '- Reform · reform · 1 document',
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

describe('the reference', () => {
  it('stands at the end of the footer and is read from there', () => {
    const message = withReference(renderReply(briefReply()), 'abc123')
    expect(message.embeds.at(-1)?.footer?.text).toBe('India–Belarus · 2 sources · newest 2 March 2026 · abc123')
    expect(referenceIn(message.embeds)).toBe('abc123')
    expect(referenceIn(withReference(renderReply({ kind: 'notice', text: 'x' }), 'abc123').embeds)).toBe('abc123')
    expect(referenceIn([])).toBeUndefined()
  })
})

describe('whatever a document says', () => {
  const HOSTILE = [
    '@everyone @here <@1> <@&2> <#3> <t:4:R> <:x:5> </brief:6>',
    '**bold** __u__ ~~no~~ `code` ||spoiler|| > quote :smile: # heading\n- list',
    '[label](https://evil.example) https://evil.example javascript:alert(1)',
    '\u202Eevil\u2066 \u0000 \uD800 \uDC00 \u001B[31m',
    'a'.repeat(50_000),
    '*'.repeat(50_000),
    'wörd '.repeat(10_000),
    '语'.repeat(50_000),
    '👨‍👩‍👧‍👦'.repeat(5_000),
    '@here'.repeat(9_000),
    `https://news.example/${'('.repeat(160)}`,
    '\u0000\n \t',
    '',
  ]
  const piece = fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: 'binary', maxLength: 400 }), fc.webUrl())
  const hostile = fc.array(piece, { maxLength: 4 }).map((pieces) => pieces.join(' '))

  it.each(HOSTILE.map((text) => [text.slice(0, 30), text]))(
    'keeps every limit and formats nothing: %j',
    (_name, text) => {
      for (const reply of repliesWith(text)) expectHarmless(renderReply(reply))
    },
  )

  it('keeps every limit and formats nothing, for any text', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        for (const reply of repliesWith(text)) expectHarmless(renderReply(reply))
      }),
      { numRuns: 25 },
    )
  })

  it('keeps every limit with the longest links on every mark', () => {
    const link = `https://news.example/${'a'.repeat(480)}`
    const ids = Array.from({ length: 9 }, (_, n) => `d${n}`)
    const sources = ids.map((document) => ({
      document,
      revision: 1,
      title: '*'.repeat(300),
      link,
      language: 'en',
      location: 'x',
    }))
    const long = claim('*'.repeat(1_000), ...ids)
    const replies: Reply[] = [
      briefReply({ headline: long, bottomLine: long, points: [long, long], next: [long], sources }),
      { kind: 'answer', answer: answer({ claims: [long, long], sources }), topics: [] },
      { kind: 'sources', brief: brief({ headline: long, sources }) },
    ]
    for (const reply of replies) expectHarmless(renderReply(reply))
    expect(lines(replies[1] ?? briefReply())[0]).toContain('***')
  })

  /** The fake refuses what Discord refuses: every length, the total of all embeds, an empty message. */
  function expectHarmless(message: Message): void {
    const posted = withReference(message, '0123456789')
    expect(() => readMessageForm(posted)).not.toThrow()
    expect('content' in posted).toBe(false)
    const shown = JSON.stringify(posted)
    expect(shown.isWellFormed()).toBe(true)
    expect(shown).not.toMatch(/[\u202A-\u202E\u2066-\u2069]|\\u(?:0000|001b|d8|dc)/u)
    for (const embed of message.embeds) for (const line of linesOf(embed)) expect(markupIn(line)).toEqual([])
  }

  function linesOf({ title = '', description = '' }: APIEmbed): string[] {
    return `${title}\n${description}`.split('\n')
  }

  /** Markup that is not ours: ours is a bullet, quotation or small type before a line, bold, and links to web addresses. */
  function markupIn(line: string): string[] {
    const bare = line
      .replace(/^(?:- |-# |> | {2})/u, '')
      .replace(/\\[^\p{L}\p{N}\s]/gu, 'x')
      .replace(/\[(?:\[\d+\]|[^[\]]*)\]\(https?:\/\/[^\s()[\]<>\\]*\)/gu, 'x')
      .replace(/\*\*[^*]+\*\*/gu, 'x')
    return bare.match(/[\\*_~`|<>[\]#:]|^(?:[-+] |\d+[.)])|@(?:everyone|here)/giu) ?? []
  }
})
