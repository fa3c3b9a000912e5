import { cleanLine, clip } from './one-line.ts'
import { MOST_POINTED_AT } from './pointing.ts'

/** Names of files and words about them come from strangers, and stand in small type. */
const LONGEST_NAME = 80
const LONGEST_PROBLEM = 300
const MOST_NAMED = 5

/** What the desk says of pages and files that people point at. */
export const passageWording = {
  forwardedTitle: 'A forwarded message',
  from: (sources: readonly string[]) => `From ${sources.join('; ')}.`,
  reading: (names: readonly string[]) => `Reading ${named(names)} …`,
  nothingThere: 'There is nothing to brief there: it holds no sentence.',
  notRead: (problem: string) => `Not read: ${clip(cleanLine(problem), LONGEST_PROBLEM).replace(/[.\s]+$/u, '')}.`,
  readInPart: (name: string, part: string) => `${clip(cleanLine(name), LONGEST_NAME)}: ${part}.`,
  leftOut: (names: readonly string[]) => `Left out, since ${MOST_POINTED_AT} at most are read: ${named(names)}.`,
  optionTopic: 'Which topic, with suggestions as you type; or the address of a page',
  optionFile: 'A file to brief for this conversation: PDF, Word, mail, web page or text, up to 20 MB',
} as const

function named(names: readonly string[]): string {
  const shown = names.slice(0, MOST_NAMED).map((name) => clip(cleanLine(name), LONGEST_NAME))
  const more = names.length - shown.length
  return [shown.join(', '), ...(more > 0 ? [`and ${more} more`] : [])].join(' ')
}
