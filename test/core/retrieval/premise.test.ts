import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Passage } from '../../../src/core/retrieval/passage.ts'
import { rankAnswers } from '../../../src/core/retrieval/rank.ts'

function read(file: string): Passage {
  const text = readFileSync(`briefs/${file}`, 'utf8')
  const title = /^title: (.*)$/mu.exec(text)?.[1] ?? /^#? ?(.*)$/mu.exec(text)?.[1] ?? ''
  const body = text.replace(/^---.*?---\n/su, '').replace(/^#.*\n/gmu, '')
  return { document: file, language: 'en', title, text: body }
}

const BELARUS = [
  'india-belarus/2024-03-14-aleinik-in-new-delhi.md',
  'india-belarus/2024-07-04-astana-summit.txt',
  'india-belarus/2025-01-01-brics-partner.md',
].map(read)
const COUNCIL = [
  'unsc-reform/2024-02-12-how-the-council-is-made-up.md',
  'unsc-reform/2024-05-20-who-wants-what.txt',
  'unsc-reform/2024-09-22-pact-for-the-future.md',
].map(read)

function answerTo(question: string, passages: readonly Passage[]): string | undefined {
  const { answered, candidates } = rankAnswers(question, passages)
  const [best] = candidates
  return answered && best !== undefined ? passages[best.passage]?.text.slice(best.start, best.end) : undefined
}

describe('what a question takes for granted', () => {
  it.each([
    ['Who has a veto?', COUNCIL, 'have a veto'],
    ["Does Belarus support India's bid?", BELARUS, "supports India's bid"],
    ["Which country ratified Belarus's SCO memorandum first?", BELARUS, 'India was the first country'],
    ['When did Aleinik meet Jaishankar?', BELARUS, '14 March 2024'],
    ['How many votes does an amendment need?', COUNCIL, 'two thirds'],
  ])('is answered where the sentence bears it out: %s', (question, passages, words) => {
    expect(answerTo(question, passages)).toContain(words)
  })

  it.each([
    ["Does Belarus support Germany's bid?", BELARUS, 'a country that another sentence names'],
    ["Does Russia support India's bid?", BELARUS, 'a country that other sentences name'],
    ['Is Germany a permanent member?', COUNCIL, 'a name without what is said of it'],
    ['Did Poland ratify the memorandum?', BELARUS, 'a country that no sentence names'],
    ['When did Aleinik meet Modi?', BELARUS, 'a person that no sentence names'],
    ['When did Germany join BRICS?', BELARUS, 'a country that did not'],
    ['Who won the world cup?', COUNCIL, 'nothing of it'],
  ])('keeps from answering where it does not: %s', (question, passages) => {
    expect(answerTo(question, passages)).toBeUndefined()
  })

  it.each([
    ['de', 'Ist Norwegen Mitglied des Rates?', 'Schweden ist Mitglied des Rates. Norwegen bewirbt sich um einen Sitz.'],
    ['es', '¿Es Perú miembro del Consejo?', 'Chile es miembro del Consejo. Perú pide un puesto.'],
    [
      'fr',
      'Est-ce que Oslo est la capitale de la Suède ?',
      'Stockholm est la capitale de la Suède. Oslo est en Norvège.',
    ],
    ['ru', 'Является ли Норвегия членом совета?', 'Швеция является членом совета. Норвегия просит место.'],
  ])('is seen in %s too', (language, question, text) => {
    expect(rankAnswers(question, [{ document: 'd', text, language }], { language }).answered).toBe(false)
  })
})

describe('the threshold', () => {
  const text =
    'Glacier caves are often called ice caves. A glacier cave is a cave formed within the ice of a glacier. Some are large.'
  const passages = [{ document: 'cave', text, language: 'en' }]

  it('is cautious unless balanced is asked for, and changes nothing of the order', () => {
    const question = 'how are glacier caves formed'
    const cautious = rankAnswers(question, passages)
    expect(rankAnswers(question, passages, { threshold: 'cautious' })).toEqual(cautious)
    const balanced = rankAnswers(question, passages, { threshold: 'balanced' })
    expect(balanced.candidates).toEqual(cautious.candidates)
    expect(balanced.confidence).not.toBe(cautious.confidence)
  })

  it('when balanced, lets answers through that are only likely, and still not those about something else', () => {
    expect(rankAnswers('how are glacier caves formed', passages, { threshold: 'balanced' }).answered).toBe(true)
    expect(rankAnswers('who won the election in fiji', passages, { threshold: 'balanced' }).answered).toBe(false)
  })
})
