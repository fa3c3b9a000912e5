import type { Answer, Question } from '../../core/answer.ts'
import { type Brief, type Claim, claimsOf, evidenceOf, isVerbatim, referenceTo } from '../../core/brief.ts'
import { withCitedFirst } from '../../core/citations.ts'
import { type Document, newestFirst, stableId } from '../../core/document.ts'
import { boundTexts } from '../../core/extent.ts'
import { versionOf } from '../../core/news.ts'
import type { Writer } from '../../core/ports.ts'
import { rankAnswers } from '../../core/retrieval/rank.ts'
import { chooseSentences } from './choice.ts'
import { datesOf } from './dates.ts'
import { headlineOf } from './headline.ts'
import { chooseMore } from './more.ts'
import { namesOf } from './names.ts'
import type { Sentence } from './reading.ts'

const WRITER = 'extractive'
/** What is read after a brief of a hundred words; who wants all of it opens the source. */
const MORE_SENTENCES = 8

/** The writer that needs no key: every sentence it shows is a sentence of a document. */
export function createExtractiveWriter(): Writer {
  return {
    async brief(topic, documents) {
      return writeBrief(topic, documents)
    },
    async update(topic, documents) {
      return writeBrief(topic, documents)
    },
    async more(brief, documents) {
      const shown = claimsOf(brief).flatMap(({ evidence }) => evidence)
      return chooseMore(boundTexts(newestFirst(documents)), shown, MORE_SENTENCES).map(claimOf)
    },
    async answer(question, documents) {
      return writeAnswer(question, documents)
    },
  }
}

function writeBrief(topic: string, given: readonly Document[]): Brief {
  const documents = boundTexts(newestFirst(given))
  const { bottomLine, points, next, coverage } = chooseSentences(documents)
  const shown = [bottomLine, ...points, ...next]
  return withCitedFirst({
    id: stableId(topic, WRITER, ...documents.map(versionOf)),
    topic,
    language: bottomLine.document.language,
    headline: headlineOf(bottomLine),
    bottomLine: claimOf(bottomLine),
    points: points.map(claimOf),
    next: next.map(claimOf),
    names: namesOf(documents, shown),
    dates: datesOf(shown),
    sources: documents.map(referenceTo),
    writer: WRITER,
    ...(coverage === undefined ? {} : { coverage: { sections: coverage.sections.map(claimOf), of: coverage.of } }),
  })
}

function writeAnswer(question: Question, documents: readonly Document[]): Answer {
  const passages = documents.map(({ id, text, language, title, date }) => ({
    document: id,
    text,
    language,
    title,
    ...(date === undefined ? {} : { date }),
  }))
  const ranking = rankAnswers(question.text, passages)
  const claims: Claim[] = []
  for (const { passage, start, end } of ranking.candidates.slice(0, 1)) {
    const document = documents[passage]
    if (document === undefined) continue
    const evidence = evidenceOf(document, start, end)
    const claim = { text: evidence.quote, evidence: [evidence] }
    if (isVerbatim(claim, documents)) claims.push(claim)
  }
  const cited = new Set(claims.flatMap(({ evidence }) => evidence.map(({ document }) => document)))
  return {
    question: question.text,
    answered: ranking.answered && claims.length > 0,
    confidence: ranking.confidence,
    sure: ranking.sure && claims.length > 0,
    claims,
    sources: documents.filter(({ id }) => cited.has(id)).map(referenceTo),
    writer: WRITER,
  }
}

function claimOf({ document, start, end }: Sentence): Claim {
  const evidence = evidenceOf(document, start, end)
  return { text: evidence.quote.replace(/\s+/gu, ' '), evidence: [evidence] }
}
