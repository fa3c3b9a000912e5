import { type Change, pick } from './source-text.ts'

type Rule = readonly [pattern: RegExp, put: string]

/** A negation is taken out. */
const DROPPED: Readonly<Record<string, readonly Rule[]>> = {
  en: [
    [/\b(is|are|was|were|has|have|had|did|does|do|will|would|could|should|can|may|might|must) not\b/gu, '$1'],
    [/\b(is|are|was|were|has|have|had|did|does|do|would|could|should)n['’]t\b/gu, '$1'],
    [/\bcannot\b/gu, 'can'],
    [/\bcan['’]t\b/gu, 'can'],
    [/\bwon['’]t\b/gu, 'will'],
    [/\bnever\b/gu, 'always'],
    [/\bno longer\b/gu, 'still'],
    [/\b[Nn]o one\b/gu, 'everyone'],
    [/\b[Nn]obody\b/gu, 'everybody'],
    [/\bnothing\b/gu, 'everything'],
    [/\b[Nn]one of\b/gu, 'all of'],
    [/(?<=\b(?:is|was|are|were|has|have|had|found|made|with|there) )no(?= \p{Ll})/gu, 'a'],
    [/\bwithout\b/gu, 'with'],
  ],
  de: [
    [/(?<=\p{L} )nicht /gu, ''],
    [/(?<=\p{L} )kein(e|en|em|er)?(?= )/gu, 'ein$1'],
    [/(?<!\p{L})ohne(?!\p{L})/gu, 'mit'],
  ],
  fr: [
    [/(?<!\p{L})n['’]((?:a|est|ont|était|avait)\p{L}*) (?:pas|plus|jamais)(?!\p{L})/gu, '$1'],
    [/(?<!\p{L})ne (\p{L}+) (?:pas|plus|jamais)(?!\p{L})/gu, '$1'],
    [/(?<!\p{L})sans(?!\p{L})/gu, 'avec'],
  ],
  es: [
    [/(?<=\p{L} )no (?=\p{L})/gu, ''],
    [/(?<!\p{L})sin(?!\p{L})/gu, 'con'],
  ],
  ru: [[/(?<=\p{L} )не (?=\p{L})/gu, '']],
  hi: [[/ नहीं(?= )/gu, '']],
}

/** A negation is put in. */
const ADDED: Readonly<Record<string, readonly Rule[]>> = {
  en: [
    [
      /\b(is|are|was|were|will|would|could|should|can|may|must)(?= (?!not\b|never\b|no\b|nothing\b|n['’]t)\p{Ll}{3,})/gu,
      '$1 not',
    ],
    [/\b(has|have|had)(?= (?!not\b|never\b|no\b|nothing\b)\p{Ll}{2,}(?:ed|en|wn|ne|id|de|st)\b)/gu, '$1 never'],
    [/\bwith(?= (?:a|an|the|his|her|their)\b)/gu, 'without'],
  ],
  de: [
    [
      /(?<!\p{L})(ist|sind|war|waren|wird|werden|soll|sollen|kann|können|hat|haben)(?= (?!nicht|kein)\p{L})/gu,
      '$1 nicht',
    ],
  ],
  fr: [
    [/(?<!\p{L}|n['’]|ne )(sera|seront|fera|sont|peut|peuvent|doit|dure|tient)(?= \p{L})/gu, 'ne $1 pas'],
    [/(?<!\p{L}|n['’]|ne )(est|a|ont|était)(?= \p{L})/gu, "n'$1 pas"],
  ],
  es: [
    [
      /(?<!\p{L}|no )(es|son|está|están|cerrará|pide|ofrece|incluye|cuestan|fue|debería|perdió|dijo)(?= \p{L})/gu,
      'no $1',
    ],
  ],
  ru: [
    [
      /(?<!\p{L}|не )(стоит|занимает|принимает|планирует|может|был|была|было|берёт|работает|построили)(?= \p{L})/gu,
      'не $1',
    ],
  ],
  hi: [[/ (है|था|थीं|थे)(?=।)/gu, ' नहीं $1']],
}

/** A negation is taken out or put in, by turns where both can be. */
export function changeNegation(sentence: string, language: string, random: () => number): Change | undefined {
  const order = random() < 0.5 ? [DROPPED, ADDED] : [ADDED, DROPPED]
  for (const rules of order) {
    const changes = (rules[language] ?? []).flatMap(([pattern, put]) =>
      [...sentence.matchAll(pattern)].map(({ 0: found, 1: group = '', index }): Change => {
        return { start: index, end: index + found.length, put: put.replace('$1', group) }
      }),
    )
    const change = pick(changes, random)
    if (change !== undefined) return change
  }
  return undefined
}
