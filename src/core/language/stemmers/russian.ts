const PERFECTIVE_GERUND = /(?:(?:ив|ивши|ившись|ыв|ывши|ывшись)|(?<=[ая])(?:в|вши|вшись))$/
const REFLEXIVE = /(?:ся|сь)$/
const ADJECTIVE = /(?:ее|ие|ые|ое|ими|ыми|ей|ий|ый|ой|ем|им|ым|ом|его|ого|ему|ому|их|ых|ую|юю|ая|яя|ою|ею)$/
const PARTICIPLE = /(?:(?:ивш|ывш|ующ)|(?<=[ая])(?:ем|нн|вш|ющ|щ))$/
const VERB =
  /(?:(?:ила|ыла|ена|ейте|уйте|ите|или|ыли|ей|уй|ил|ыл|им|ым|ен|ило|ыло|ено|ят|ует|уют|ит|ыт|ены|ить|ыть|ишь|ую|ю)|(?<=[ая])(?:ла|на|ете|йте|ли|й|л|ем|н|ло|но|ет|ют|ны|ть|ешь|нно))$/
const NOUN =
  /(?:а|ев|ов|ие|ье|е|иями|ями|ами|еи|ии|и|ией|ей|ой|ий|й|иям|ям|ием|ем|ам|ом|о|у|ах|иях|ях|ы|ь|ию|ью|ю|ия|ья|я)$/
const DERIVATIONAL = /(?:ост|ость)$/
const SUPERLATIVE = /(?:ейше|ейш)$/

/** The Russian Snowball stemmer, https://snowballstem.org/algorithms/russian/stemmer.html. */
export function stemRussian(norm: string): string {
  const vowel = /[аеиоуыэюя]/.exec(norm)
  if (!vowel) return norm
  const head = norm.slice(0, vowel.index + 1)
  const second = regionTwo(norm)
  let rest = norm.slice(head.length)
  const gerund = rest.replace(PERFECTIVE_GERUND, '')
  if (gerund !== rest) rest = gerund
  else {
    rest = rest.replace(REFLEXIVE, '')
    const adjective = rest.replace(ADJECTIVE, '')
    if (adjective !== rest) rest = adjective.replace(PARTICIPLE, '')
    else {
      const verb = rest.replace(VERB, '')
      rest = verb !== rest ? verb : rest.replace(NOUN, '')
    }
  }
  rest = rest.replace(/и$/, '')
  const derivational = DERIVATIONAL.exec(rest)
  if (derivational && head.length + derivational.index >= second) rest = rest.slice(0, derivational.index)
  const superlative = rest.replace(SUPERLATIVE, '')
  if (/нн$/.test(superlative)) rest = superlative.slice(0, -1)
  else rest = superlative !== rest ? superlative : rest.replace(/ь$/, '')
  return head + rest
}

function regionTwo(word: string): number {
  const match = /^.*?[аеиоуыэюя][^аеиоуыэюя].*?[аеиоуыэюя][^аеиоуыэюя]/.exec(word)
  return match ? match[0].length : word.length
}
