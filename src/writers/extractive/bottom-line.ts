import { type Candidate, gainOf } from './candidates.ts'
import { highest } from './highest.ts'
import { isNamedIn, type Reading, type Sentence } from './reading.ts'
import { overlapOf } from './weighing.ts'

/** How much the first sentence of a document is worth as its bottom line. */
const LEAD = 2

/**
 * What is new in the newest document, in one sentence that stands alone: the lead unless another sentence is worth clearly more, less
 * what older documents have said.
 */
export function chooseBottomLine(
  readings: readonly Reading[],
  candidates: readonly Candidate[][],
): Candidate | undefined {
  for (const [order, own] of candidates.entries()) {
    const reading = readings[order]
    if (reading === undefined) continue
    const older = candidates.slice(order + 1).flat()
    const alone = own.filter(({ line: { leaning } }) => {
      return (
        leaning.kind === 'none' ||
        (leaning.kind === 'noun' && leaning.nouns.some((noun) => isNamedIn(noun, reading.titleWords)))
      )
    })
    const unnamed = own.filter(({ line }) => line.leaning.kind !== 'before')
    for (const tier of [alone.filter(({ line }) => line.fitness >= 0.6), alone, unnamed, own]) {
      const best = highest(tier, (candidate) => bottomLineScore(candidate, tier, reading, older))
      if (best !== undefined) return best
    }
  }
  return undefined
}

function bottomLineScore(
  candidate: Candidate,
  tier: readonly Candidate[],
  reading: Reading,
  older: readonly Candidate[],
) {
  const place = tier.indexOf(candidate)
  const { weight, line } = candidate
  const title = reading.titleWords
  let common = 0
  for (const key of title) if (weight.content.has(key)) common += 1
  const titled = 1 + (0.8 * common) / Math.max(3, title.size)
  const summary =
    reading.sections[line.section]?.isSummary === true &&
    tier.findIndex((other) => other.line.section === line.section) === place
  const lead = place === 0 || summary ? LEAD : place === 1 ? 1.2 : 1
  const said = Math.max(0, ...older.map((other) => overlapOf(other.weight.content, weight.content)))
  // News may need a long sentence; background is told in the pluperfect.
  const factor = line.words > 38 ? candidate.factor ** 0.4 : candidate.factor
  const background =
    /\b(?:had (?:\p{Ll}+ ){0,2}\p{Ll}+(?:ed|en)|in (?:19|20)\d\d)\b/u.test(sentenceOf(line)) && place > 0 ? 0.7 : 1
  return gainOf(weight) * factor * titled * lead * background * (1 - 0.6 * said)
}

function sentenceOf({ document, start, end }: Sentence): string {
  return document.text.slice(start, end)
}
