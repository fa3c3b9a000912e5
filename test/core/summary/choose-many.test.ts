import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chooseFromMany } from '../../../src/core/summary/choose-many.ts'
import { prepareText, type SummaryText } from '../../../src/core/summary/text.ts'
import { anyText } from './any-text.ts'

const texts = [
  'A ferry with ninety passengers ran aground off the island of Sarn on Sunday. The cook had made soup for the passengers that day.',
  'Rescuers brought ashore ninety passengers of a ferry that ran aground off the island of Sarn. The weather office expects a mild week on the coast.',
  'Investigators said the ferry that ran aground off the island of Sarn had left its course. A local band played at the town hall.',
].map((text) => prepareText(text, 'en'))

const quotes = (from: readonly SummaryText[], chosen: ReturnType<typeof chooseFromMany>) =>
  chosen.map(({ text, sentence }) => {
    const span = from[text]?.sentences[sentence]
    return from[text]?.text.slice(span?.start, span?.end)
  })

describe('chooseFromMany', () => {
  it('tells what the texts have in common', () => {
    const chosen = quotes(texts, chooseFromMany(texts, { sentences: 2 }))
    expect(chosen).toHaveLength(2)
    for (const quote of chosen) expect(quote).toContain('aground')
  })

  it('leaves out what readers have been told', () => {
    const known = [prepareText('A ferry with ninety passengers ran aground off the island of Sarn on Sunday.', 'en')]
    const chosen = quotes(texts, chooseFromMany(texts, { sentences: 3 }, known))
    expect(chosen).not.toContain('A ferry with ninety passengers ran aground off the island of Sarn on Sunday.')
    expect(chosen.length).toBeGreaterThan(0)
  })

  it('starts no sentence in mid-conversation', () => {
    const pair = [
      'But they refused to sign the treaty on fishing rights in the northern sea. The ministers of both countries met in Oslo to discuss a treaty on fishing rights.',
      'But they refused to sign the treaty on fishing rights in the northern sea. The ministers of both countries met in Oslo about the fishing rights.',
    ].map((text) => prepareText(text, 'en'))
    for (const quote of quotes(pair, chooseFromMany(pair, { sentences: 3 }))) expect(quote).not.toMatch(/^But/)
  })

  it('gives something for a single text and nothing for none', () => {
    expect(chooseFromMany([], { sentences: 3 })).toEqual([])
    expect(chooseFromMany(texts.slice(0, 1), { sentences: 1 })).toHaveLength(1)
  })

  it('keeps to the budget for any texts in any script', () => {
    const some = fc.array(anyText, { maxLength: 4 })
    fc.assert(
      fc.property(some, some, fc.integer({ min: 1, max: 5 }), (sources, old, sentences) => {
        const many = sources.map((source) => prepareText(source, 'und'))
        const known = old.map((source) => prepareText(source, 'und'))
        const chosen = chooseFromMany(many, { sentences, words: 100 }, known)
        expect(chosen.length).toBeLessThanOrEqual(sentences)
        expect(new Set(chosen.map(({ text, sentence }) => `${text} ${sentence}`)).size).toBe(chosen.length)
        for (const { text, sentence } of chosen) expect(many[text]?.sentences[sentence]?.usable).toBe(true)
      }),
      { numRuns: 80 },
    )
  })
})
