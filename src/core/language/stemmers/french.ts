/** Endings from long to short with what takes their place; each needs the stem in front of it to keep that many letters. */
const ENDINGS: readonly (readonly [RegExp, string, number])[] = [
  [/(?:issements?|issants?|issantes?|issaient|issait|issent|issons|issez)$/, '', 2],
  [/(?:icatrices?|icateurs?|ications?)$/, '', 3],
  [/(?:atrices?|ateurs?|ations?)$/, '', 3],
  [/logies?$/, 'log', 1],
  [/(?:usions?|utions?)$/, 'u', 2],
  [/ences?$/, 'ent', 2],
  [/(?:ivements?|ivites?|ives?|ifs?)$/, '', 3],
  [/(?:euses?|eusement|eux)$/, '', 3],
  [/(?:ablements?|iblements?|abilites?|ibilites?|ables?|ibles?)$/, '', 3],
  [/(?:iquements?|icites?|iques?)$/, '', 3],
  [/(?:ances?|ismes?|istes?|ites?)$/, '', 3],
  [/amment$/, 'ant', 2],
  [/emment$/, 'ent', 2],
  [/(?:ements?|ments?)$/, '', 4],
  [/(?:eraient|erions|eriez|erait|erais|erons|eront|erez|eras|erai|era)$/, '', 2],
  [/(?:iraient|irait|irais|irons|iront|irez|iras|irai|irent)$/, '', 2],
  [
    /(?:assions|assent|aient|aises?|antes?|ants?|erent|ait|ais|ees?|er|ez|(?<!i)ons|ents?|es|e|a|ai|i|ie|ies|is|it|ir)$/,
    '',
    3,
  ],
]

/** A French stemmer after Snowball and the light stemmer of J. Savoy (2006), recast for words without accents. */
export function stemFrench(norm: string): string {
  if (norm.length < 4) return norm
  const word = norm.replace(/(?<=..)eaux$/, 'eau').replace(/(?<=..)aux$/, 'al')
  const singular = word.replace(/(?<=...)[sx]$/, '')
  for (const [ending, replacement, kept] of ENDINGS) {
    for (const form of word === singular ? [word] : [word, singular]) {
      const match = ending.exec(form)
      if (match && match.index >= kept) return join(form.slice(0, match.index) + replacement)
    }
  }
  return join(singular)
}

/** Doubled consonants, y before a vowel, e behind g come and go with the ending (appelle, appeler; paye, paie; mangeons). */
function join(stem: string): string {
  return stem
    .replace(/([^aeiou])\1$/, '$1')
    .replace(/y$/, 'i')
    .replace(/ge$/, 'g')
    .replace(/(?<=..)qu$/, 'c')
}
