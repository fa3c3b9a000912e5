import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type Brief, claimsOf, isVerbatim } from '../../../src/core/brief.ts'
import { isBalanced } from '../../../src/core/language/fitness.ts'
import { splitWords } from '../../../src/core/language/words.ts'
import { renderReply } from '../../../src/platforms/terminal/render.ts'
import { createExtractiveWriter } from '../../../src/writers/extractive/writer.ts'
import { fixtureNames, readFixture } from './documents.ts'

const SNAPSHOTS = join(import.meta.dirname, '../../fixtures/briefs')
const STYLE = { width: 120, colour: false }
const writer = createExtractiveWriter()

const sentencesOf = (brief: Brief) => [brief.bottomLine, ...brief.points, ...brief.next]
const wordsOf = (brief: Brief) =>
  sentencesOf(brief).reduce((sum, { text }) => sum + splitWords(text, brief.language).length, 0)

describe.each(fixtureNames)('the brief of %s', async (name) => {
  const documents = await readFixture(name)
  const brief = await writer.brief('topic', documents)

  it('reads as it was reviewed', async () => {
    const text = renderReply({ kind: 'brief', brief, topicTitle: 'Topic' }, STYLE)
    await expect(`${text}\n`).toMatchFileSnapshot(join(SNAPSHOTS, `${name}.txt`))
  })

  it('rests on its documents', () => {
    for (const claim of claimsOf(brief)) expect(isVerbatim(claim, documents), claim.text).toBe(true)
    for (const { text, evidence } of sentencesOf(brief)) {
      expect(evidence[0]?.quote.replace(/\s+/gu, ' ')).toBe(text)
    }
  })

  it('holds whole sentences, each once, within its length', () => {
    const texts = sentencesOf(brief).map(({ text }) => text)
    expect(new Set(texts).size).toBe(texts.length)
    for (const text of texts) {
      expect(text).toMatch(/^[\p{Lu}\p{Lo}\p{N}"“„«¿¡]/u)
      expect(text).toMatch(/\p{Sentence_Terminal}["”“»」]?$/u)
      expect(text).not.toMatch(/[?？؟]["”»]?$/u)
      expect(isBalanced(text), text).toBe(true)
    }
    expect(brief.points.length).toBeLessThanOrEqual(5)
    expect(brief.next.length).toBeLessThanOrEqual(2)
    expect(brief.names.length).toBeLessThanOrEqual(8)
    expect(wordsOf(brief)).toBeLessThanOrEqual(documents.length === 1 ? 150 : 185)
    expect(brief.headline.text.length).toBeLessThanOrEqual(110)
    expect(brief.headline.text).not.toMatch(/…$/u)
  })
})
