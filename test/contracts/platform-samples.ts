import type { Answer } from '../../src/core/answer.ts'
import type { Brief, Claim, SourceReference } from '../../src/core/brief.ts'
import type { EditionReply, Reply } from '../../src/core/reply.ts'

export const SOURCES: readonly SourceReference[] = [
  {
    document: 'd1',
    revision: 1,
    title: 'Parliament ratifies the labour agreement',
    date: '2026-03-02',
    language: 'en',
    link: 'https://news.example/ratified?id=1&lang=en',
    location: 'india-belarus/ratified.txt',
  },
  {
    document: 'd2',
    revision: 1,
    title: 'Minister in Minsk',
    date: '2026-02-27T08:00:00Z',
    language: 'en',
    location: 'india-belarus/minister.txt',
  },
]

/** A claim that rests on one span of each of the named documents. */
export function claim(text: string, ...documents: readonly string[]): Claim {
  const cited = documents.length === 0 ? ['d1'] : documents
  return {
    text,
    evidence: cited.map((document) => ({
      document,
      revision: 1,
      part: 'text',
      start: 0,
      end: text.length,
      quote: text,
    })),
  }
}

export function brief(changes: Partial<Brief> = {}): Brief {
  return {
    id: 'brief-1',
    topic: 'india-belarus',
    language: 'en',
    headline: claim('Belarus ratifies the labour agreement with India'),
    bottomLine: claim('The agreement takes effect on 1 May 2026.', 'd1', 'd2'),
    points: [claim('Recruitment begins in June.'), claim('The minister signed it in Minsk.', 'd2')],
    names: [
      { ...claim('Minsk', 'd2'), documents: 1 },
      { ...claim('House of Representatives'), documents: 1 },
    ],
    dates: [{ ...claim('1 May 2026'), iso: '2026-05-01' }],
    next: [claim('A joint commission is to meet in the autumn.', 'd2')],
    sources: SOURCES,
    writer: 'extractive',
    ...changes,
  }
}

export function briefReply(changes: Partial<Brief> = {}): Reply & { kind: 'brief' } {
  return { kind: 'brief', brief: brief(changes), topicTitle: 'India–Belarus' }
}

export function answer(changes: Partial<Answer> = {}): Answer {
  return {
    question: 'When does it take effect?',
    answered: true,
    confidence: 0.9,
    sure: true,
    claims: [claim('The agreement takes effect on 1 May 2026.')],
    sources: SOURCES,
    writer: 'extractive',
    ...changes,
  }
}

export function edition(changes: Partial<EditionReply> = {}): EditionReply {
  const item = (topicTitle: string, headline: string, update: boolean) => ({
    topic: topicTitle.toLowerCase(),
    brief: 'brief-1',
    topicTitle,
    headline: claim(headline),
    bottomLine: claim(`${headline}, as of this morning.`),
    sources: 2,
    update,
  })
  return {
    kind: 'edition',
    slot: '2026-03-02T07:00:00.000Z',
    zone: 'Europe/Berlin',
    late: false,
    missed: 0,
    skipped: 0,
    items: [item('India–Belarus', 'Belarus ratifies', false), item('Reform', 'Vote postponed', true)],
    more: 0,
    ...changes,
  }
}

/** One reply of every kind, with this text wherever a document, a name or a person could have put it. */
export function repliesWith(text: string): Reply[] {
  const dressed = { ...claim(text), documents: 1, iso: '2026-05-01' }
  const sources = SOURCES.map((source) => ({ ...source, title: text, location: text, link: text }))
  const hostile = brief({
    headline: claim(text),
    bottomLine: claim(`${text}!`, 'd1', 'd2'),
    points: [claim(text), claim(text, 'd2')],
    names: [dressed],
    dates: [dressed],
    next: [claim(text)],
    sources,
  })
  const item = {
    topic: 'x',
    brief: 'brief-1',
    topicTitle: text,
    headline: claim(text),
    bottomLine: claim(`${text}!`),
    sources: 1,
    update: true,
  }
  const changes = [
    { before: claim(text), now: claim(text, 'd2') },
    { before: claim(text) },
    { now: claim(text, 'd1', 'd2') },
  ]
  const card = { slug: 'x', title: text, documents: 1, updatedAt: '2026-03-02T00:00:00.000Z', headline: text }
  return [
    { kind: 'brief', brief: hostile, topicTitle: text },
    edition({ items: Array.from({ length: 60 }, () => item) }),
    { kind: 'answer', answer: answer({ claims: [claim(text), claim(text)], sources }), topics: ['x'] },
    { kind: 'answer', answer: answer({ answered: false, claims: [claim(text)], sources }), topics: ['x'] },
    { kind: 'topics', intro: text, topics: Array.from({ length: 25 }, () => card), hint: text },
    {
      kind: 'preview',
      digest: 'd1',
      edition: edition({ items: Array.from({ length: 60 }, () => item) }),
      mayPost: true,
    },
    { kind: 'list', title: text, entries: Array.from({ length: 60 }, () => [text, text]), hint: text },
    { kind: 'sources', brief: hostile },
    { kind: 'notice', text },
    { kind: 'more', brief: hostile, claims: Array.from({ length: 8 }, () => claim(text)) },
    { kind: 'update', topic: 'x', topicTitle: text, brief: hostile, news: [claim(text), claim(text, 'd2')], changes },
    { kind: 'correction', topic: 'x', topicTitle: text, changes, withdrawn: sources, sources },
    {
      kind: 'home',
      topics: Array.from({ length: 32 }, () => card),
      hasMore: true,
      digests: Array.from({ length: 32 }, () => ({ channel: 'C1', lines: [text, text] })),
      usage: Array.from({ length: 22 }, () => text),
      help: Array.from({ length: 22 }, () => ({ type: text, for: text })),
    },
    { kind: 'brief', brief: hostile, topicTitle: text, passage: { id: 'p1', fileUnder: [{ slug: 'x', title: text }] } },
  ]
}
