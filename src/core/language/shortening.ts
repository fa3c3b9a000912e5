import { isBalanced } from './fitness.ts'
import type { Language } from './language.ts'
import { isStopword } from './stopwords.ts'
import { splitWords } from './words.ts'

/** A headline in Chinese, Japanese or Korean says as much in a third of the characters. */
const DENSE: ReadonlySet<Language> = new Set(['zh', 'ja', 'ko'])
const DENSITY = 2.5
/** What is left of a sentence must still be one. */
const SHORTEST = 36

/** Phrases of place and time that may go from the front of a sentence: what they leave is as true without them. */
const OPENINGS: Readonly<Record<string, RegExp>> = {
  en: /^(?:During|On|In|At|After|Following|Amid|Speaking|Late|Early|Earlier|Last|This)\b(?![^,]*\b(?:if|unless|case|event|theory|principle|contrast|addition)\b)[^,]{2,90}, (?=\p{L})/u,
  fr: /^(?:Lors|À|Après|Pendant|Durant|Mardi|Lundi|Mercredi|Jeudi|Vendredi|Samedi|Dimanche)\b[^,]{2,90}, (?=\p{Lu})/u,
  es: /^(?:Durante|Tras|En|Después|El (?:lunes|martes|miércoles|jueves|viernes|sábado|domingo))\b[^,]{2,90}, (?=\p{Lu})/u,
}

/** Where the rest of a sentence begins that may go. Behind a comma: relative clauses and participles. */
const CLAUSES: Readonly<Record<string, RegExp>> = {
  en: /, (?=(?:who|which|where|when|while|as|after|before|following|with|although|though|because|since|and (?:is|are|has|have|will|was|were|it|they)|(?:\p{Ll}{3,}ing))\b)/gu,
  de: /, (?=(?:der|die|das|dem|den|deren|dessen|wo|wobei|während|nachdem|weil|da|wie|womit|um)\b)/gu,
  fr: /, (?=(?:qui|dont|où|tandis|alors|après|lors|avec|ce qui|\p{Ll}{3,}ant)(?!\p{L}))/gu,
  es: /, (?=(?:que|quien|donde|mientras|tras|con|lo que|\p{Ll}{3,}[ae]ndo)(?!\p{L}))/gu,
  ru: /, (?=(?:котор\p{Ll}+|где|когда|после|чтобы|поскольку|хотя)(?!\p{L}))/gu,
  hi: /, (?=(?:जो|जिसमें|जिससे|जिसके|जहां|जहाँ|ताकि|जबकि))/gu,
  ar: /، /gu,
  zh: /，/gu,
}
/** Without a comma: a phrase of place, time or purpose. Not in languages whose verb may come last. */
const PHRASES: Readonly<Record<string, RegExp>> = {
  en: / (?=(?:in|at|on|after|before|during|amid|as|while|when|because|following|with|for|from|by|since|that)\b)/gu,
  fr: / (?=(?:dans|en|à|au|aux|après|lors|pour|avec|sur|depuis|pendant)(?!\p{L}))/gu,
  es: / (?=(?:en|tras|durante|para|con|desde|por)(?!\p{L}))/gu,
  ru: / (?=(?:в|на|после|для|с|из-за|по)(?!\p{L}))/gu,
  ar: / (?=(?:في|بعد|خلال|من أجل|مع)(?!\p{L}))/gu,
}
/** Nothing may go that holds a condition, an exception, a negation or a word of saying: without it the rest says something else. */
const BINDING =
  /(?<!\p{L})(?:if|unless|except|but|without|until|only|provided|not|nor|never|wenn|falls|sofern|außer|ohne|bis|nicht|nur|sauf|sans|sinon|pas|salvo|sin|hasta|si no|если|кроме|без|пока|только|не|إذا|إلا|دون|لكن|ليس)(?!\p{L})|[但除若非]|如果|没有/iu
const SAYING =
  /\b(?:said|says|say|told|according to|claims?|claimed|alleged(?:ly)?|argues?|reported(?:ly)?|warned|announced|sagte|sagt|laut|zufolge|erklärte|a déclaré|selon|a dit|affirme|dijo|según|afirmó|explicó)\b|(?:сказал|заявил|сообщил|по словам|по данным|ने कहा|के अनुसार|قال|وفق|بحسب|表示|称|据)/iu

/**
 * A sentence or title as a headline of at most `longest` characters: white space evened out, without its final stop, and where it is too
 * long without a leading phrase of time or place and without what comes after its main clause. Conditions, exceptions and who said it
 * never go. Cut between words with an ellipsis only if there is no other way. A substring of the evened-out
 * text, but for the ellipsis and, behind a phrase left out, the first letter, which is raised.
 */
export function shortenSentence(sentence: string, language: Language, longest: number): string {
  const most = DENSE.has(language) ? Math.round(longest / DENSITY) : longest
  const text = withoutStop(sentence.replace(/\s+/gu, ' ').trim())
  if (text.length <= most) return text
  const opening = OPENINGS[language]?.exec(text)?.[0].length ?? 0
  const core = opening > 0 && isBalanced(text.slice(0, opening)) ? raised(text.slice(opening)) : text
  if (core.length <= most) return core
  return (
    cutAt(CLAUSES[language], core, most, language) ??
    cutAt(PHRASES[language], core, most, language) ??
    ellipsis(core, language, longest)
  )
}

function raised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

function withoutStop(text: string): string {
  return /(?:\.\.|\p{Lu}\.|\b\p{L}\.\p{L}\.)$/u.test(text) ? text : text.replace(/[.。।]$/u, '')
}

/** The longest beginning that ends where the pattern allows a cut; undefined if none is a sentence by itself. */
function cutAt(pattern: RegExp | undefined, text: string, most: number, language: Language): string | undefined {
  if (pattern === undefined) return undefined
  const shortest = DENSE.has(language) ? Math.round(SHORTEST / DENSITY) : SHORTEST
  let best: string | undefined
  for (const match of text.slice(0, most + 40).matchAll(pattern)) {
    if (match.index > most || match.index < shortest) continue
    const kept = text.slice(0, match.index)
    const rest = text.slice(match.index + match[0].length)
    const last = splitWords(kept.slice(-40), language).at(-1)
    if (BINDING.test(rest) || SAYING.test(rest) || !isBalanced(kept)) continue
    if (last === undefined || isStopword(last.norm, language) || DEPENDENT_ENDING.test(kept)) continue
    best = kept
  }
  return best
}

/** Words that are nothing without what follows: "a plan to raise taxes on | land" may end here, "depends | on the weather" may not. */
const DEPENDENT_ENDING =
  / (?:depends?|consists?|consisted|relies|relied|based|agreed?|agrees|voted?|votes|according|due|refers?|belongs?|leads?|led|comes?|came|goes|went|lies|stands|number|amounts?|ranges?|differs?|deals?|calls?|called|asks?|asked|known|seen|used|named|set|part|kind|sort|place|made|making|taken|taking|put|putting|more|less|fewer|rather|other|such|same|as|half|one|two|three|\d+|per|is|are|was|were|be|been)$/iu

/** The first words that fit, and an ellipsis; of one endless word as much as fits. */
function ellipsis(text: string, language: Language, longest: number): string {
  const room = longest - 1
  const start = text.slice(0, room + 1)
  // The last word of the piece may go on behind it.
  const words = splitWords(start, language).filter(({ end }) => end < start.length)
  const end = words.at(-1)?.end ?? 0
  const kept = end > room / 2 ? text.slice(0, end) : text.slice(0, room).replace(/[\uD800-\uDBFF]$/u, '')
  return `${kept.trimEnd()}…`
}
