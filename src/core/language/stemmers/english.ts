/** Words whose stem the rules would get wrong, and words left whole. */
const EXCEPTIONS: ReadonlyMap<string, string> = new Map([
  ['skis', 'ski'],
  ['skies', 'sky'],
  ['idly', 'idl'],
  ['gently', 'gentl'],
  ['ugly', 'ugli'],
  ['early', 'earli'],
  ['only', 'onli'],
  ['singly', 'singl'],
  ['dying', 'die'],
  ['lying', 'lie'],
  ['tying', 'tie'],
  ['evenings', 'evening'],
  ...['sky', 'news', 'howe', 'atlas', 'cosmos', 'bias', 'andes', 'evening'].map((word): [string, string] => [
    word,
    word,
  ]),
])

/** Left whole once a plural s is gone. */
const WHOLE = new Set(['inning', 'outing', 'canning', 'herring', 'earring', 'proceed', 'exceed', 'succeed'])

const STEP_2: ReadonlyMap<string, string> = new Map([
  ['ational', 'ate'],
  ['tional', 'tion'],
  ['enci', 'ence'],
  ['anci', 'ance'],
  ['abli', 'able'],
  ['entli', 'ent'],
  ['izer', 'ize'],
  ['ization', 'ize'],
  ['ation', 'ate'],
  ['ator', 'ate'],
  ['alism', 'al'],
  ['aliti', 'al'],
  ['alli', 'al'],
  ['fulness', 'ful'],
  ['ousli', 'ous'],
  ['ousness', 'ous'],
  ['iveness', 'ive'],
  ['iviti', 'ive'],
  ['biliti', 'ble'],
  ['bli', 'ble'],
  ['fulli', 'ful'],
  ['lessli', 'less'],
  ['ogist', 'og'],
])

const STEP_3: ReadonlyMap<string, string> = new Map([
  ['ational', 'ate'],
  ['tional', 'tion'],
  ['alize', 'al'],
  ['icate', 'ic'],
  ['iciti', 'ic'],
  ['ical', 'ic'],
  ['ful', ''],
  ['ness', ''],
])

const STEP_2_SUFFIX =
  /(?:ization|ational|fulness|ousness|iveness|tional|biliti|lessli|entli|ation|alism|aliti|ousli|iviti|fulli|ogist|enci|anci|abli|izer|ator|alli|bli|ogi|li)$/
const STEP_3_SUFFIX = /(?:ational|tional|alize|icate|iciti|ative|ical|ness|ful)$/
const STEP_4_SUFFIX = /(?:ement|ance|ence|able|ible|ment|ant|ent|ism|ate|iti|ous|ive|ize|ion|al|er|ic)$/
const VOWEL = /[aeiouy]/
const SHORT_SYLLABLE = /(?:[^aeiouy][aeiouy][^aeiouywxY]|^[aeiouy][^aeiouy])$/

/** The English ("Porter 2") stemmer of Snowball 3, https://snowballstem.org/algorithms/english/stemmer.html. */
export function stemEnglish(norm: string): string {
  if (norm.length < 3) return norm
  const exception = EXCEPTIONS.get(norm)
  if (exception !== undefined) return exception
  let word = norm.replace(/'(?:s'?)?$/, '').replace(/^y|(?<=[aeiouy])y/g, 'Y')
  word = removePlural(word)
  if (WHOLE.has(word)) return word
  const first = regionOne(word)
  const second = regionAfter(word, first)
  word = removePast(word, first)
  word = word.replace(/(?<=.[^aeiouyY])[yY]$/, 'i')
  word = replaceSuffix(word, first, STEP_2_SUFFIX, (suffix, stem) => {
    if (suffix === 'ogi') return stem.endsWith('l') ? 'og' : undefined
    if (suffix === 'li') return /[cdeghkmnrt]$/.test(stem) ? '' : undefined
    return STEP_2.get(suffix)
  })
  word = replaceSuffix(word, first, STEP_3_SUFFIX, (suffix, stem) =>
    suffix === 'ative' ? (stem.length >= second ? '' : undefined) : STEP_3.get(suffix),
  )
  word = replaceSuffix(word, second, STEP_4_SUFFIX, (suffix, stem) =>
    suffix === 'ion' && !/[st]$/.test(stem) ? undefined : '',
  )
  return removeFinal(word, first, second).toLowerCase()
}

/** The part after the first consonant that follows a vowel: its start. */
function regionAfter(word: string, from: number): number {
  const match = /[aeiouy][^aeiouy]/.exec(word.slice(from))
  return match ? from + match.index + 2 : word.length
}

function regionOne(word: string): number {
  const prefix = /^(?:gener|commun|arsen|past|univers|later|emerg|organ|inter)/.exec(word)?.[0]
  return prefix ? prefix.length : regionAfter(word, 0)
}

function removePlural(word: string): string {
  if (word.endsWith('sses')) return word.slice(0, -2)
  if (/(?:ied|ies)$/.test(word)) return word.slice(0, word.length > 4 ? -2 : -1)
  if (/(?:us|ss)$/.test(word) || !word.endsWith('s')) return word
  return VOWEL.test(word.slice(0, -2)) ? word.slice(0, -1) : word
}

function removePast(word: string, first: number): string {
  const complete = /(?:eedly|eed)$/.exec(word)
  if (complete) return complete.index >= first ? `${word.slice(0, complete.index)}ee` : word
  const suffix = /(?:ingly|edly|ing|ed)$/.exec(word)
  if (!suffix || !VOWEL.test(word.slice(0, suffix.index))) return word
  const stem = word.slice(0, suffix.index)
  if (/(?:at|bl|iz)$/.test(stem)) return `${stem}e`
  // Not add, egg and off, which are whole words.
  if (/(?<!^[aeo])(?:bb|dd|ff|gg|mm|nn|pp|rr|tt)$/.test(stem)) return stem.slice(0, -1)
  return stem.length <= first && SHORT_SYLLABLE.test(stem) ? `${stem}e` : stem
}

/** Replaces the longest matching suffix if it lies behind `region`; `undefined` from `choose` leaves the word alone. */
function replaceSuffix(
  word: string,
  region: number,
  suffixes: RegExp,
  choose: (suffix: string, stem: string) => string | undefined,
): string {
  const match = suffixes.exec(word)
  if (!match || match.index < region) return word
  const stem = word.slice(0, match.index)
  const replacement = choose(match[0], stem)
  return replacement === undefined ? word : stem + replacement
}

function removeFinal(word: string, first: number, second: number): string {
  const stem = word.slice(0, -1)
  if (word.endsWith('e')) {
    const droppable = stem.length >= second || (stem.length >= first && !SHORT_SYLLABLE.test(stem))
    return droppable ? stem : word
  }
  return word.endsWith('ll') && stem.length >= second ? stem : word
}
