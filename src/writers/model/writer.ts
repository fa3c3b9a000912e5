import type { Answer, Question } from '../../core/answer.ts'
import { type Brief, type Claim, referenceTo } from '../../core/brief.ts'
import { type Document, stableId } from '../../core/document.ts'
import type { Observe } from '../../core/happening.ts'
import type { Log } from '../../core/log.ts'
import { versionOf } from '../../core/news.ts'
import { passageOfTopic } from '../../core/passage.ts'
import type { Writer } from '../../core/ports.ts'
import { answerForm, briefForm, repairForm, type WrittenClaim } from './answers.ts'
import type { Asking } from './asking.ts'
import { type Checked, checkClaims, describeFailures, type Failed } from './checking.ts'
import { ModelFailure } from './failure.ts'
import { fence, type NumberedSentence, numberSentences } from './numbered-sentences.ts'
import type { Prompts } from './prompts.ts'
import { firstSentences, selectSentences } from './sections.ts'

export interface ModelWriterOptions {
  readonly asking: Asking
  /** Who is said to have written it, e.g. `anthropic/…`. */
  readonly name: string
  readonly prompts: Prompts
  /** Writes where the model cannot, and what the model does not write: names, dates, more. */
  readonly fallback: Writer
  readonly observe: Observe
  readonly log: Log
}

const MOST_POINTS = 5
const MOST_NEXT = 2
const MOST_ANSWERS = 3
/** A headline that does not fit on two lines of a telephone is none. */
const LONGEST_HEADLINE = 130

/**
 * Better words for the same facts: a model writes, each of its claims is checked against the sentences it names, and what fails is asked
 * for once more, then replaced by the source's own sentence. Where the model is of no use the other writer's text is given, and says why.
 */
export function createModelWriter(options: ModelWriterOptions): Writer {
  const { fallback, observe } = options
  return {
    async brief(topic, documents) {
      const base = await fallback.brief(topic, documents)
      if (isOfConversation(documents)) return base
      try {
        const { brief, checked } = await writeBrief(topic, documents, base, options)
        report('brief', checked, options)
        return brief
      } catch (error) {
        if (!(error instanceof ModelFailure)) throw error
        observe({ kind: 'model', what: 'brief', outcome: error.reason })
        return { ...base, fallback: error.reason }
      }
    },

    more: (brief, documents) => fallback.more(brief, documents),

    async answer(question, documents) {
      const base = await fallback.answer(question, documents)
      // Where no sentence comes near, there is nothing to pay a model for.
      if (base.claims.length === 0 || isOfConversation(documents)) return base
      try {
        const { answer, checked } = await writeAnswer(question, documents, base, options)
        report('answer', checked, options)
        return answer
      } catch (error) {
        if (!(error instanceof ModelFailure)) throw error
        observe({ kind: 'model', what: 'answer', outcome: error.reason })
        return { ...base, fallback: error.reason }
      }
    },
  }
}

/** What people say to each other goes to nobody else. */
function isOfConversation(documents: readonly Document[]): boolean {
  return documents.some(({ topic }) => passageOfTopic(topic) !== undefined)
}

async function writeBrief(
  topic: string,
  documents: readonly Document[],
  base: Brief,
  options: ModelWriterOptions,
): Promise<{ brief: Brief; checked: readonly Checked[] }> {
  const inOrder = base.sources.flatMap(({ document }) => documents.find(({ id }) => id === document) ?? [])
  const sentences = await selectSentences(numberSentences(inOrder), options)
  const { mark, text } = fence(sentences)
  const rules = options.prompts.fill('rules', { mark, language: base.language })
  const written = await options.asking.ask({
    rules,
    prompt: `${options.prompts.fill('brief', {})}\n\n${text}`,
    form: briefForm,
  })
  const points = written.points.slice(0, MOST_POINTS)
  const next = written.next.slice(0, MOST_NEXT)
  const results = await checkClaims([written.headline, written.bottomLine, ...points, ...next], {
    sentences,
    documents,
    language: base.language,
    repair: (failed) => repair(failed, { sentences, rules, text }, options),
  })
  const [headline, bottomLine, ...others] = results
  const bottom = bottomLine?.claim ?? base.bottomLine
  const shown = [bottom]
  const body = {
    headline: headlineOf(headline, base),
    bottomLine: bottom,
    points: differing(others.slice(0, points.length), shown, base.points),
    next: differing(others.slice(points.length), shown, base.next),
  }
  const { coverage: _, ...rest } = base
  const id = stableId(topic, options.name, options.prompts.version, ...documents.map(versionOf))
  return { brief: { ...rest, ...body, id, writer: options.name }, checked: counted(results) }
}

/** A source's whole sentence is no headline: the other writer's is. */
function headlineOf(result: Checked | undefined, base: Brief): Claim {
  if (result === undefined || result.how === 'replaced' || result.claim.text.length > LONGEST_HEADLINE)
    return base.headline
  return { ...result.claim, text: result.claim.text.replace(/(?<![.\p{Lu}])\.$/u, '') }
}

/** Claims that say what none before says; where the model gave none that may be shown, the other writer's. */
function differing(results: readonly (Checked | undefined)[], shown: Claim[], instead: readonly Claim[]): Claim[] {
  const kept = results.flatMap((result) => (result === undefined ? [] : [result.claim]))
  const claims = results.length > 0 && kept.length === 0 ? instead : kept
  return claims.filter((claim) => {
    if (shown.some(({ text }) => text === claim.text)) return false
    shown.push(claim)
    return true
  })
}

async function writeAnswer(
  question: Question,
  documents: readonly Document[],
  base: Answer,
  options: ModelWriterOptions,
): Promise<{ answer: Answer; checked: readonly Checked[] }> {
  const sentences = firstSentences(numberSentences(documents))
  const { mark, text } = fence(sentences)
  const language = documents[0]?.language ?? 'en'
  const rules = options.prompts.fill('rules', { mark, language })
  const asked = question.text.replace(/\s+/gu, ' ').slice(0, 500)
  const prompt = `${options.prompts.fill('answer', { question: asked })}\n\n${text}`
  const written = await options.asking.ask({ rules, prompt, form: answerForm })
  if (!written.answered || written.claims.length === 0) {
    return { answer: { ...base, answered: false, sure: false, writer: options.name }, checked: [] }
  }
  const results = await checkClaims(written.claims.slice(0, MOST_ANSWERS), {
    sentences,
    documents,
    language,
    repair: (failed) => repair(failed, { sentences, rules, text }, options),
  })
  const checked = counted(results)
  const claims = differing(checked, [], [])
  if (claims.length === 0) return { answer: base, checked }
  const cited = new Set(claims.flatMap(({ evidence }) => evidence.map(({ document }) => document)))
  const sources = documents.filter(({ id }) => cited.has(id)).map(referenceTo)
  return { answer: { ...base, answered: true, claims, sources, writer: options.name }, checked }
}

interface Asked {
  readonly sentences: readonly NumberedSentence[]
  readonly rules: string
  readonly text: string
}

async function repair(
  failed: readonly Failed[],
  { sentences, rules, text }: Asked,
  { asking, prompts }: ModelWriterOptions,
): Promise<ReadonlyMap<number, WrittenClaim>> {
  const prompt = `${prompts.fill('repair', { claims: describeFailures(failed, sentences) })}\n\n${text}`
  const { claims } = await asking.ask({ rules, prompt, form: repairForm })
  return new Map(claims.map((claim) => [claim.index, claim]))
}

function counted(results: readonly (Checked | undefined)[]): Checked[] {
  return results.filter((result) => result !== undefined)
}

function report(
  what: 'brief' | 'answer',
  checked: readonly Checked[],
  { observe, log, name }: ModelWriterOptions,
): void {
  const count = (how: Checked['how']) => checked.filter((each) => each.how === how).length
  const claims = { checked: checked.length, repaired: count('repaired'), replaced: count('replaced') }
  observe({ kind: 'model', what, outcome: 'written', claims })
  log.info('a model’s claims were checked', { model: name, what, ...claims })
}
