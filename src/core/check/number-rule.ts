import type { Case } from './grounds.ts'
import type { Quantity } from './quantities.ts'
import { unitAt } from './units.ts'

const RATIO = /^(?: (?:out )?(?:of|in)(?: every| the)? | von | sur | de (?:cada )?| из )$/iu
const TOLERANCE = 1e-6

/** The numbers of the claim that do not follow from its evidence, as they stand in it. */
export function unsupportedNumbers({ claim, evidence }: Case): string[] {
  const known = evidence.flatMap(({ text, quantities }) => [
    ...quantities,
    ...ratiosOf(text, quantities),
    ...articlesOf(text),
  ])
  const years = evidence.flatMap(({ times }) =>
    times.flatMap(({ when }) => ('year' in when && when.year !== undefined ? [when.year] : [])),
  )
  const words = new Set(evidence.flatMap(({ tokens }) => tokens.map(({ norm }) => norm)))
  const evidenceText = evidence.map(({ text }) => text).join('\n')
  const covered = ratiosOf(claim.text, claim.quantities).filter((ratio) =>
    known.some((other) => isSame(ratio, other, known)),
  )
  const evident = evidence.flatMap(({ quantities }) => quantities)
  const counted = evidence.flatMap(({ text }) => lengthsOfLists(text))
  const unsupported = claim.quantities.filter((quantity) => {
    if (covered.some(({ start, end }) => quantity.start >= start && quantity.end <= end)) return false
    if (known.some((other) => isSame(quantity, other, known))) return false
    if (quantity.values.some((value) => years.includes(value))) return false
    return (
      !isSaidOtherwise(quantity, evident, words, evidenceText) &&
      !counted.some((count) => quantity.values.includes(count))
    )
  })
  return unsupported.map(({ text }) => text)
}

/** Whether one number may stand for the other; `all` are those of the evidence. */
export function isSame(claimed: Quantity, known: Quantity, all: readonly Quantity[]): boolean {
  if (claimed.bound !== undefined && known.bound !== undefined && claimed.bound !== known.bound) return false
  const pairs = claimed.values.flatMap((value) => known.values.map((other) => [value, other] as const))
  const one = claimed.unit ?? (known.unit?.kind === 'part' ? { kind: 'part', size: 1 } : undefined)
  const two = known.unit ?? (claimed.unit?.kind === 'part' ? { kind: 'part', size: 1 } : undefined)
  if (one !== undefined && two !== undefined) {
    return one.kind === two.kind && pairs.some(([value, other]) => isClose(value * one.size, other * two.size))
  }
  return pairs.some(([value, other]) => isClose(value, other)) && !isCountedElsewhere(claimed, known, all)
}

/** "140 cars" where the evidence has 140 passengers and 30 cars. */
function isCountedElsewhere(claimed: Quantity, known: Quantity, all: readonly Quantity[]): boolean {
  const { counted } = claimed
  if (counted === undefined || known.counted === undefined || known.counted === counted) return false
  return all.some((other) => other !== known && other.counted === counted)
}

/** "a day" of "once a day", "several" of "2"; a half of "50 per cent" is found by its value. */
function isSaidOtherwise(
  quantity: Quantity,
  evident: readonly Quantity[],
  words: ReadonlySet<string>,
  evidence: string,
): boolean {
  const [value] = quantity.values
  if (value === 1)
    return /\b(?:an?|one|first|only|each|per|every|single|once|un[ea]?|une?|ein[esmnr]*|eine|один|одна|одну|первы)(?![\p{L}])/iu.test(
      evidence,
    )
  if (value === 2 && (words.has('both') || words.has('beide') || words.has('beiden'))) return true
  // 11 of 13 were present: two were not.
  const plain = evident.length === 2 ? evident : []
  const whole = plain.flatMap(({ values }) => values)
  const isRest =
    whole.length === 2 && value !== undefined && isClose(Math.abs((whole[0] ?? 0) - (whole[1] ?? 0)), value)
  return isRest && quantity.unit === undefined && RATIO.test(evidence.slice(plain[0]?.end, plain[1]?.start))
}

/** Six founders, where the evidence names them one by one. */
function lengthsOfLists(text: string): number[] {
  const item = "(?:the |der |die |la |le |el |l['’])?\\p{Lu}[\\p{L}’'.-]*(?: (?:of |de |del )?\\p{Lu}[\\p{L}’'.-]*)*"
  const list = new RegExp(`${item}(?:, ${item})+,? (?:and|und|et|y|и) ${item}`, 'gu')
  return [...text.matchAll(list)].map(
    ({ 0: found }) => found.split(/, (?:and |und |et |y |и )?| (?:and|und|et|y|и) /u).length,
  )
}

/** "nine in ten" is nine tenths, whatever else it is. */
export function ratiosOf(text: string, quantities: readonly Quantity[]): Quantity[] {
  const ratios = quantities.slice(1).flatMap((whole, index): Quantity[] => {
    const part = quantities[index]
    const [a] = part?.values ?? []
    const [b] = whole.values
    if (part === undefined || a === undefined || b === undefined || b <= 1 || a > b) return []
    if (!RATIO.test(text.slice(part.end, whole.start))) return []
    return [{ text: text.slice(part.start, whole.end), start: part.start, end: whole.end, values: [a / b] }]
  })
  return [...ratios, ...loneRatios(text, quantities)]
}

/** "one in three", "uno de cada ocho": the one is no number by itself. */
function loneRatios(text: string, quantities: readonly Quantity[]): Quantity[] {
  return quantities.flatMap((whole) => {
    const before =
      /\b(?:one|un[oa]?|une?|eine?r?) (?:(?:pino )?de cada |(?:in|out of|of)(?: every)? |sur |von )$/iu.exec(
        text.slice(0, whole.start),
      )
    const [value] = whole.values
    if (before === null || value === undefined || value <= 1) return []
    return [{ text: text.slice(before.index, whole.end), start: before.index, end: whole.end, values: [1 / value] }]
  })
}

/** "a decade" is ten years, "an hour" sixty minutes. */
function articlesOf(text: string): Quantity[] {
  return [...text.matchAll(/(?<!\p{L})(?:an?|une?|una?|eine[nmrs]?|ein) (?=\p{L})/giu)].flatMap(
    ({ 0: article, index }) => {
      const start = index + article.length
      const measured = unitAt(text.slice(start))
      return measured === undefined
        ? []
        : [{ text: article, start: index, end: start, values: [1], unit: measured.unit }]
    },
  )
}

function isClose(one: number, other: number): boolean {
  return Math.abs(one - other) <= TOLERANCE * Math.max(1e-9, Math.abs(one), Math.abs(other))
}
