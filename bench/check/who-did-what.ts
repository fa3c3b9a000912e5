import { readFileSync } from 'node:fs'
import { checkText } from '../../src/core/check/claim-check.ts'
import type { Language } from '../../src/core/language/language.ts'
import type { Row } from './table.ts'

/** A sentence, others that say the same in quite other words, and others that turn round who did what to whom, or who said it. */
interface Telling {
  readonly half: 'tuning' | 'reporting'
  readonly kind: string
  readonly language: Language
  readonly evidence: string
  readonly faithful: readonly string[]
  readonly false: readonly string[]
}

export interface Judged {
  readonly caught: readonly Row[]
  readonly refused: readonly Row[]
  /** What went wrong: the sentence, what was found in it, and its evidence. */
  readonly wrong: readonly string[]
}

/** How the check takes reworded sentences, by kind. They were written before the rules for them, and half of them held out from these. */
export function checkTellings(half: string): Judged {
  const lines = readFileSync('test/fixtures/claims/who-did-what.jsonl', 'utf8').split('\n').filter(Boolean)
  const tellings = lines.map((line): Telling => JSON.parse(line)).filter((telling) => telling.half === half)
  const wrong: string[] = []
  const count = (which: 'faithful' | 'false') => {
    const rows = new Map<string, { of: number; refused: number }>()
    for (const { kind, language, evidence, ...telling } of tellings) {
      const name = language === 'en' ? kind : `${kind}, ${language}`
      const row = rows.get(name) ?? { of: 0, refused: 0 }
      rows.set(name, row)
      for (const text of telling[which]) {
        const faults = checkText(text, language, [{ text: evidence, language, around: evidence }])
        row.of += 1
        if (faults.length > 0) row.refused += 1
        if (faults.length > 0 !== (which === 'false')) {
          const found = faults.map((fault) => `${fault.kind}: ${fault.words.join(', ')}`).join('; ')
          wrong.push(`\n${which === 'false' ? 'missed' : found}\n  ${text}\n  ${evidence}`)
        }
      }
    }
    return [...rows].map(([kind, row]) => ({ kind, ...row }))
  }
  return { refused: count('faithful'), caught: count('false'), wrong }
}
