import { describe, expect, it } from 'vitest'
import { type AnswerSigns, answerSigns } from '../../../src/core/retrieval/answer-signs.ts'
import { readQuestion } from '../../../src/core/retrieval/question.ts'
import { readSentence } from '../../../src/core/retrieval/reading.ts'

function signsOf(question: string, text: string, language = 'en'): AnswerSigns {
  const read = readQuestion(question, language)
  const sentence = readSentence(text, 0, text.length, language)
  const indices = new Map(read.terms.map(({ stem }, index) => [stem, index]))
  const matches = sentence.words.map(({ stem }) => indices.get(stem) ?? -1)
  return answerSigns(read, sentence, matches, language)
}

describe('answerSigns', () => {
  it.each<[keyof AnswerSigns, string, string, string]>([
    ['plainNumber', 'How many boats sank?', 'Some 340 boats sank.', 'Boats sank in 1871.'],
    ['counted', 'How many boats sank?', 'Some 340 old boats sank.', 'Some 340 people saw boats sink.'],
    ['measured', 'How long is the quay?', 'The quay is 400 metres long.', 'The quay has 400 lamps.'],
    ['year', 'When was the lighthouse built?', 'The lighthouse was built in 1871.', 'It was built on a Monday.'],
    ['share', 'What percentage of boats sank?', 'It was 12% of them.', 'It was 12 of them.'],
    ['fullName', 'Who built the lighthouse?', 'Agnes Torvald built it.', 'Torvald built it.'],
    ['agent', 'Who built the lighthouse?', 'It was built by Torvald.', 'Torvald built it.'],
    ['situated', 'Where is the lighthouse?', 'It is located on a rock.', 'It is white.'],
    ['naming', 'What is the rock called?', 'The rock is known as Skarv.', 'The rock is high.'],
    ['definition', 'What is a skerry?', 'A skerry is a small rocky island.', 'Boats avoid every skerry they see.'],
  ])('%s: %s', (sign, question, yes, no) => {
    expect(signsOf(question, yes)[sign]).toBeGreaterThan(signsOf(question, no)[sign])
  })

  it('tells a country, and a name behind a preposition, from other names where a place is asked for', () => {
    const question = 'Where was the engineer born?'
    expect(signsOf(question, 'She came from Norway.').placed).toBe(1)
    expect(signsOf(question, 'She was born in Lorness.').placed).toBe(0.5)
    expect(signsOf(question, 'Lorness honours her.').placed).toBe(0)
    expect(signsOf('Where in Norway was she born?', 'She left Norway.').placed).toBe(0)
  })

  it('counts no word of the question as new', () => {
    expect(signsOf('Who built the lighthouse?', 'The lighthouse was built.').fresh).toBe(0)
  })
})
