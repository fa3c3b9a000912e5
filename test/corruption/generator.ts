import { changeDate } from './dates.ts'
import { changeName, namesIn } from './names.ts'
import { changeNegation } from './negation.ts'
import { changeNumber } from './numbers.ts'
import { changeDirection, changeSpeaker } from './relations.ts'
import {
  apply,
  type Change,
  type Corruption,
  createRandom,
  KINDS,
  type Kind,
  type SourceText,
  sentencesOf,
} from './source-text.ts'

/**
 * At most `most` false sentences of each kind, each made of a true one by one change; over as many texts as there are, one of each kind
 * from each text in turn. The same seed gives the same ones. A stand-alone piece: it knows nothing of the code that is measured by it.
 */
export function corrupt(sources: readonly SourceText[], most: number, seed = 1): Corruption[] {
  const random = createRandom(seed)
  const strangers = sources.flatMap(({ language, text }) => namesOfText(text, language).slice(0, 2))
  const made = new Map<Kind, Corruption[]>(KINDS.map((kind) => [kind, []]))
  const taken = new Set<string>()
  const texts = sources.map((source) => ({
    source,
    sentences: shuffle(sentencesOf(source.text), random),
    names: namesOfText(source.text, source.language),
  }))
  const longest = Math.max(0, ...texts.map(({ sentences }) => sentences.length))
  for (let round = 0; round < longest; round += 1) {
    for (const { source, sentences, names } of texts) {
      const sentence = sentences[round]
      if (sentence === undefined) continue
      for (const kind of KINDS) {
        const row = made.get(kind) ?? []
        if (row.length >= most) continue
        // Mostly names of the same text, which are the likelier mistakes; else of another.
        const others = names.length > 2 && random() < 0.7 ? names : strangers
        const changes = changesOf(kind, sentence, source, others, random)
        if (changes === undefined) continue
        const corrupted = apply(sentence, changes)
        if (corrupted === sentence || taken.has(corrupted)) continue
        taken.add(corrupted)
        const change = changes.map(({ start, end, put }) => `${sentence.slice(start, end)} → ${put}`).join('; ')
        row.push({ kind, source, sentence, corrupted, change })
      }
    }
  }
  return [...made.values()].flat()
}

function changesOf(
  kind: Kind,
  sentence: string,
  { language, text }: SourceText,
  names: readonly string[],
  random: () => number,
): readonly Change[] | undefined {
  const one = (change: Change | undefined) => (change === undefined ? undefined : [change])
  switch (kind) {
    case 'name':
      return one(changeName(sentence, language, text, names, random))
    case 'number':
      return one(changeNumber(sentence, language, random))
    case 'date':
      return one(changeDate(sentence, language, random))
    case 'negation':
      return one(changeNegation(sentence, language, random))
    case 'speaker':
      return one(changeSpeaker(sentence, language, text, names, random))
    case 'direction':
      return changeDirection(sentence, language, text, random)
  }
}

function namesOfText(text: string, language: string): string[] {
  return [
    ...new Set(sentencesOf(text).flatMap((sentence) => namesIn(sentence, language, text).map((name) => name.text))),
  ]
}

function shuffle<Thing>(things: Thing[], random: () => number): Thing[] {
  for (let index = things.length - 1; index > 0; index -= 1) {
    const other = Math.floor(random() * (index + 1))
    const [a, b] = [things[index], things[other]]
    if (a === undefined || b === undefined) continue
    things[index] = b
    things[other] = a
  }
  return things
}
