import { styleText } from 'node:util'
import type { Check } from '../../core/check.ts'
import { clean, type TerminalStyle } from './render.ts'

const SIGNS = { good: ['✓ good', 'green'], mend: ['✗ mend', 'red'], note: ['– note', 'dim'] } as const

/** One line: a sign, the same in a word and in colour, what was looked at, what was found. Never wrapped, so that it can be searched. */
export function renderCheck({ what, state, words }: Check, { colour }: Pick<TerminalStyle, 'colour'>): string {
  const [sign, look] = SIGNS[state]
  return `${colour ? styleText(look, sign, { validateStream: false }) : sign}  ${clean(what)}: ${clean(words)}`
}

/** How many things have to be mended. */
export function renderVerdict(checks: readonly Check[]): string {
  const count = checks.filter(({ state }) => state === 'mend').length
  if (count === 0) return 'Nothing has to be mended.'
  return `${count} ${count === 1 ? 'thing has' : 'things have'} to be mended.`
}
