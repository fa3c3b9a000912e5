import type { Brief, Claim } from '../../core/brief.ts'
import { withCitedFirst } from '../../core/citations.ts'
import { type Document, newestFirst, stableId } from '../../core/document.ts'
import { versionOf } from '../../core/news.ts'
import { updateForm } from './answers.ts'
import { fenceKnown, numberSentences } from './numbered-sentences.ts'
import { firstSentences } from './sections.ts'
import { checkAgainst, counted, differing, idsOf, layOut, type Worded, type WordingOptions } from './wording.ts'

/** An update is read between two other messages. */
const MOST_NEWS = 3

/**
 * What documents add to what readers know, in a model's words: its first sentence as the bottom line, the others as points. What is known
 * goes along without numbers, so that nothing can rest on it. Throws `ModelFailure`.
 */
export async function wordUpdate(
  base: Brief,
  documents: readonly Document[],
  known: readonly Claim[],
  options: WordingOptions,
): Promise<Worded<Brief>> {
  const { asking, prompts, name } = options
  const sentences = firstSentences(numberSentences(newestFirst(documents)))
  const matter = layOut(sentences, documents, base.language, prompts)
  const prompt = `${prompts.fill('update', { known: fenceKnown(known, matter.mark) })}\n\n${matter.text}`
  const shown = new Set([
    ...idsOf(matter),
    ...known.flatMap(({ evidence }) => evidence.map(({ document }) => document)),
  ])
  const written = await asking.ask({ rules: matter.rules, prompt, form: updateForm, documents: [...shown] })
  const results = await checkAgainst(matter, written.news.slice(0, MOST_NEWS), options)
  const [bottomLine, ...points] = differing(results, [], [])
  // Whoever finds nothing new in what was found to be new says it no better than the sources do.
  if (bottomLine === undefined) return { text: base, checked: counted(results) }
  const { coverage: _, ...rest } = base
  const id = stableId(base.topic, name, prompts.version, 'update', ...documents.map(versionOf))
  const text = withCitedFirst({ ...rest, bottomLine, points, next: [], id, writer: name })
  return { text, checked: counted(results) }
}
