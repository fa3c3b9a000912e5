/** A document, and the words by which it is known wherever it is shown. */
export interface Story {
  /** In the headline and every sentence: in no other document. */
  readonly name: string
  /** In the one sentence that answers the question: in no other document. */
  readonly secret: string
  readonly topic: string
  readonly text: string
  readonly question: string
}

const SYLLABLES = [...'bdfgklmnprstv'].flatMap((consonant) => [...'aeiou'].map((vowel) => consonant + vowel))
const OPENINGS = ['The harbour', 'The market', 'The railway', 'The observatory', 'The theatre', 'The reservoir']
const EVENTS = ['opened to visitors', 'closed for repairs', 'was sold to the city', 'took in its first guests']

/** The document of this number, the same in every run; up to 65 ** 3 differ. */
export function storyOf(number: number, topic: string): Story {
  const letters = lettersOf(number)
  const name = `Qu${letters}`
  const secret = `zw${letters}`
  const subject = `${pick(OPENINGS, number)} at ${name}`
  const event = pick(EVENTS, number)
  const text = `---
title: ${subject} ${event}
---

${subject} ${event} on Monday, the town clerk said. The toll at ${name} is paid in coins called ${secret}.
`
  return { name, secret, topic, text, question: `In which coins is the toll at ${name} paid?` }
}

/** Names and secrets of documents in a text, each once. */
export function namesIn(text: string): Set<string> {
  return new Set(text.match(/\b(?:Qu|zw)[a-z]{6}\b/gu) ?? [])
}

/** Six letters; numbers that follow each other look nothing alike. */
function lettersOf(number: number): string {
  const count = SYLLABLES.length
  // 7919 has no factor in common with 65 ** 3, so no two numbers below that give the same.
  const mixed = (number * 7919) % count ** 3
  return [mixed, Math.floor(mixed / count), Math.floor(mixed / count ** 2)]
    .map((part) => pick(SYLLABLES, part))
    .join('')
}

function pick(list: readonly string[], index: number): string {
  const found = list[index % list.length]
  if (found === undefined) throw new RangeError('nothing to choose from')
  return found
}
