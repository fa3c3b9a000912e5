import { namesIn, otherName } from './names.ts'
import { type Change, pick } from './source-text.ts'

const SAYING =
  '(?:said|says|told|added|explained|wrote|argued|warned|replied|claimed|announced|insisted|noted|tweeted|testified|sagte|erklärte|erklärt|dijo|anunció|a déclaré|a expliqué|заявила|рассказала|сказал)'

/** Somebody else said it: of the same sentence if it names another, else of the same text. */
export function changeSpeaker(
  sentence: string,
  language: string,
  text: string,
  names: readonly string[],
  random: () => number,
): Change | undefined {
  const all = namesIn(sentence, language, text)
  const speakers = all.filter(({ start, end }) => {
    return (
      new RegExp(`^,? ${SAYING}(?!\\p{L})`, 'u').test(sentence.slice(end)) ||
      new RegExp(`(?:(?<!\\p{L})${SAYING}|[Aa]ccording to|[Ss]elon|[Ss]egún|[Ll]aut)(?: \\p{L}+){0,2} $`, 'u').test(
        sentence.slice(0, start),
      )
    )
  })
  const speaker = pick(speakers, random)
  if (speaker === undefined) return undefined
  const inside = all.filter(({ text: other }) => !other.includes(speaker.text) && !speaker.text.includes(other))
  const other = pick(inside, random)?.text ?? otherName(speaker.text, sentence, names, random)
  return other === undefined ? undefined : { start: speaker.start, end: speaker.end, put: other }
}

/** Words of order and size, each with what says the opposite. */
const OPPOSITES: Readonly<Record<string, string>> = {
  before: 'after',
  after: 'before',
  more: 'less',
  fewer: 'more',
  less: 'more',
  above: 'below',
  below: 'above',
  rose: 'fell',
  fell: 'rose',
  increased: 'decreased',
  decreased: 'increased',
  higher: 'lower',
  lower: 'higher',
  won: 'lost',
  lost: 'won',
  bought: 'sold',
  sold: 'bought',
  earlier: 'later',
  later: 'earlier',
  older: 'younger',
  younger: 'older',
  accepted: 'rejected',
  approved: 'rejected',
  rejected: 'approved',
  began: 'ended',
  ended: 'began',
  opened: 'closed',
  closed: 'opened',
  first: 'last',
  supported: 'opposed',
  opposed: 'supported',
  up: 'down',
}

/**
 * Who did it to whom is turned round: two names about a verb change places, "from A to B" becomes "from B to A"; or a word of order or
 * size becomes its opposite.
 */
export function changeDirection(
  sentence: string,
  language: string,
  text: string,
  random: () => number,
): readonly Change[] | undefined {
  const swaps = pairsAround(sentence, language, text)
  const opposites =
    language === 'en'
      ? [...sentence.matchAll(/(?<= )\p{Ll}+(?= )/gu)].flatMap(({ 0: word, index }): Change[][] => {
          const put = Object.hasOwn(OPPOSITES, word) ? OPPOSITES[word] : undefined
          return put === undefined ? [] : [[{ start: index, end: index + word.length, put }]]
        })
      : []
  return pick(swaps.length > 0 && (opposites.length === 0 || random() < 0.7) ? swaps : opposites, random)
}

function pairsAround(sentence: string, language: string, text: string): Change[][] {
  const names = namesIn(sentence, language, text)
  return names.slice(1).flatMap((second, index) => {
    const first = names[index]
    if (first === undefined) return []
    const between = sentence.slice(first.end, second.start)
    const isVerb =
      /^ (?:\p{Ll}+ ){0,2}\p{Ll}{3,}(?:ed|s|t|ew|d|ook|rew|et)(?: \p{Ll}+){0,3} $/u.test(between) &&
      !/\b(?:and|or|at|of|as|is|was|between|like)\b/u.test(between)
    const isWay = /^ (?:to|by|over|against) $/u.test(between)
    if (!isVerb && !isWay) return []
    return [
      [
        { start: first.start, end: first.end, put: second.text },
        { start: second.start, end: second.end, put: first.text },
      ],
    ]
  })
}
