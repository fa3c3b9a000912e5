import type { Document } from '../../core/document.ts'
import type { Fallback } from '../../core/fallback.ts'
import type { Observe } from '../../core/happening.ts'
import type { Log } from '../../core/log.ts'
import { passageOfTopic } from '../../core/passage.ts'
import type { Writer } from '../../core/ports.ts'
import { wordAnswer } from './answer-wording.ts'
import { wordBrief } from './brief-wording.ts'
import type { Checked } from './checking.ts'
import { ModelFailure } from './failure.ts'
import { wordUpdate } from './update-wording.ts'
import type { Worded, WordingOptions } from './wording.ts'

export interface ModelWriterOptions extends WordingOptions {
  /** Writes where the model cannot, and what the model does not write: names, dates, more. */
  readonly fallback: Writer
  readonly observe: Observe
  readonly log: Log
}

type What = 'brief' | 'answer' | 'update'

/**
 * Better words for the same facts: a model writes, each of its claims is checked against the sentences it names, and what fails is asked
 * for once more, then replaced by the source's own sentence. Where the model is of no use the other writer's text is given, and says why.
 */
export function createModelWriter(options: ModelWriterOptions): Writer {
  const { fallback } = options
  return {
    async brief(topic, documents) {
      const base = await fallback.brief(topic, documents)
      if (isOfConversation(documents)) return base
      return await reword('brief', base, () => wordBrief(base, documents, options), options)
    },

    async update(topic, documents, known) {
      const base = await fallback.update(topic, documents, known)
      if (isOfConversation(documents)) return base
      return await reword('update', base, () => wordUpdate(base, documents, known, options), options)
    },

    more: (brief, documents) => fallback.more(brief, documents),

    async answer(question, documents) {
      const base = await fallback.answer(question, documents)
      // Where no sentence comes near, there is nothing to pay a model for.
      if (base.claims.length === 0 || isOfConversation(documents)) return base
      return await reword('answer', base, () => wordAnswer(base, documents, options), options)
    },
  }
}

/** The text as a model words it; as it is, with the reason, where the model is of no use. */
async function reword<Text extends { readonly writer: string; readonly fallback?: Fallback }>(
  what: What,
  base: Text,
  word: () => Promise<Worded<Text>>,
  options: ModelWriterOptions,
): Promise<Text> {
  try {
    const { text, checked } = await word()
    report(what, checked, options)
    return text
  } catch (error) {
    if (!(error instanceof ModelFailure)) throw error
    options.observe({ kind: 'model', what, outcome: error.reason })
    await options.asking.giveUp(error.reason)
    return { ...base, fallback: error.reason }
  }
}

/** What people say to each other goes to nobody else. */
function isOfConversation(documents: readonly Document[]): boolean {
  return documents.some(({ topic }) => passageOfTopic(topic) !== undefined)
}

function report(what: What, checked: readonly Checked[], { observe, log, name }: ModelWriterOptions): void {
  const count = (how: Checked['how']) => checked.filter((each) => each.how === how).length
  const claims = { checked: checked.length, repaired: count('repaired'), replaced: count('replaced') }
  observe({ kind: 'model', what, outcome: 'written', claims })
  log.info('a model’s claims were checked', { model: name, what, ...claims })
}
