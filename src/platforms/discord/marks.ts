import { type Claim, type SourceReference, sourceNumbers } from '../../core/brief.ts'
import { sourceMark } from './markdown.ts'

/** A claim rests on one or two sources; more marks than this only hide the sentence. */
export const MARKS = 6
/** Above this the addresses of a claim's marks take the room of the next claim. */
const MARKS_LENGTH = 1_500

/** The words of a claim with ` [1] [2]`: numbers of the sources it rests on, each a link where the source has one. */
export function withMarks(shown: string, claim: Claim, sources: readonly SourceReference[]): string {
  if (shown === '') return ''
  const numbers = sourceNumbers(claim, sources).slice(0, MARKS)
  const linked = numbers.map((number) => sourceMark(number, sources[number - 1]?.link))
  const isLong = linked.join(' ').length > MARKS_LENGTH
  return [shown, ...(isLong ? numbers.map((number) => sourceMark(number, undefined)) : linked)].join(' ')
}
