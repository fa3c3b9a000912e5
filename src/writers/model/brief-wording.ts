import type { Brief, Claim } from '../../core/brief.ts'
import { withCitedFirst } from '../../core/citations.ts'
import { type Document, newestFirst, stableId } from '../../core/document.ts'
import { versionOf } from '../../core/news.ts'
import { briefForm } from './answers.ts'
import type { Checked } from './checking.ts'
import { numberSentences } from './numbered-sentences.ts'
import { selectSentences } from './sections.ts'
import { checkAgainst, counted, differing, idsOf, layOut, type Worded, type WordingOptions } from './wording.ts'

const MOST_POINTS = 5
const MOST_NEXT = 2
/** A headline that does not fit on two lines of a telephone is none. */
const LONGEST_HEADLINE = 130

/** The brief in a model's words; what the model may not say, or does not, as the other writer has it. Throws `ModelFailure`. */
export async function wordBrief(
  base: Brief,
  documents: readonly Document[],
  options: WordingOptions,
): Promise<Worded<Brief>> {
  const { asking, prompts, name } = options
  const sentences = await selectSentences(numberSentences(newestFirst(documents)), options)
  const matter = layOut(sentences, documents, base.language, prompts)
  const prompt = `${prompts.fill('brief', { headline: prompts.fill('headline', {}) })}\n\n${matter.text}`
  const written = await asking.ask({ rules: matter.rules, prompt, form: briefForm, documents: idsOf(matter) })
  const points = written.points.slice(0, MOST_POINTS)
  const next = written.next.slice(0, MOST_NEXT)
  const results = await checkAgainst(matter, [written.headline, written.bottomLine, ...points, ...next], options)
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
  const id = stableId(base.topic, name, prompts.version, ...documents.map(versionOf))
  return { text: withCitedFirst({ ...rest, ...body, id, writer: name }), checked: counted(results) }
}

/** A source's whole sentence is no headline: the other writer's is. */
function headlineOf(result: Checked | undefined, base: Brief): Claim {
  if (result === undefined || result.how === 'replaced' || result.claim.text.length > LONGEST_HEADLINE)
    return base.headline
  return { ...result.claim, text: result.claim.text.replace(/(?<![.\p{Lu}])\.$/u, '') }
}
