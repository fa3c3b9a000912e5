const ATTACHED_PRONOUN = /(?<=ando|iendo|yendo|[ai]r|(?<!i)er)(?:selas|selos|sela|selo|las|les|los|nos|me|se|la|le|lo)$/

/** Endings of derivation, from long to short, that go when behind the second vowel-consonant pair. */
const DERIVATION: readonly (readonly [RegExp, string])[] = [
  [/(?:icaciones|icacion|icadoras|icadores|icadora|icador|ativamente|ivamente|abilidad|abilidades|ibilidad)$/, ''],
  [/(?:amientos?|imientos?|adoras?|adores|ador|acion(?:es)?|aciones|ancias?|antes?)$/, ''],
  [/logias?$/, 'log'],
  [/ucion(?:es)?$/, 'u'],
  [/encias?$/, 'ente'],
  [/(?:osamente|icamente|adamente|amente|mente)$/, ''],
  [/(?:icidad|ividad|icidades|idades|idad)$/, ''],
  [/(?:anzas?|ic[oa]s?|ismos?|ables?|ibles?|istas?|os[oa]s?|iv[oa]s?)$/, ''],
]

const CONJUGATION =
  /(?:ariamos|eriamos|iriamos|ieramos|iesemos|aramos|asemos|aremos|eremos|iremos|abamos|ierais|ieseis|asteis|isteis|arian|erian|irian|arias|erias|irias|ieran|iesen|ieron|iendo|ieras|ieses|abais|arais|aseis|areis|ereis|ireis|iamos|aria|eria|iria|aran|eran|iran|aras|eras|iras|aron|ando|aban|abas|asen|ases|aste|iste|adas|idas|ados|idos|amos|imos|emos|iais|iera|iese|aba|ada|ida|ado|ido|ara|ase|are|ere|ire|era|ira|ian|ias|ais|eis|ar|er|ir|ia|io|an|en|as|es)$/

/**
 * A Spanish stemmer after Snowball (https://snowballstem.org/algorithms/spanish/stemmer.html), recast for words without
 * accents: attached pronouns, then one ending of derivation or else of conjugation, then the last vowel.
 */
export function stemSpanish(norm: string): string {
  const verb = verbRegion(norm)
  const word = norm.replace(ATTACHED_PRONOUN, (pronoun, at: number) => (at >= verb ? '' : pronoun))
  const second = regionAfter(word, regionAfter(word, 0))
  for (const [suffix, replacement] of DERIVATION) {
    const match = suffix.exec(word)
    if (match && match.index >= second) return removeVowel(word.slice(0, match.index) + replacement, verb)
  }
  const match = CONJUGATION.exec(word)
  return removeVowel(match && match.index >= verb ? word.slice(0, match.index) : word, verb)
}

function removeVowel(word: string, verb: number): string {
  const match = /(?:os|[aeo])$/.exec(word)
  const stem = match && match.index >= verb ? word.slice(0, match.index) : word
  // luz, luces
  return stem.replace(/z$/, 'c')
}

function regionAfter(word: string, from: number): number {
  const match = /[aeiou][^aeiou]/.exec(word.slice(from))
  return match ? from + match.index + 2 : word.length
}

/** The region that Snowball calls RV. */
function verbRegion(word: string): number {
  const match = /^.[^aeiou].*?[aeiou]|^[aeiou]{2}.*?[^aeiou]|^[^aeiou][aeiou]./.exec(word)
  return match ? match[0].length : word.length
}
