/** What somebody says to the desk in words: a command where it begins like one, since commands cannot be typed everywhere. */
export interface Spoken {
  readonly verb?: 'brief' | 'ask' | 'digest' | 'help'
  /** Without the verb. */
  readonly text: string
}

const VERBS = ['brief', 'ask', 'digest', 'help'] as const

/** Reads `brief reform`, `/ask When?`, `digest`, `help` behind a mention; anything else is text. Nothing at all asks for help. */
export function readSpoken(said: string): Spoken {
  const text = said.trim()
  if (text === '') return { verb: 'help', text }
  const [first = '', ...rest] = text.split(/\s+/u)
  const verb = VERBS.find((name) => name === first.toLowerCase().replace(/^\//u, ''))
  if (verb === undefined || (verb === 'help' && rest.length > 0)) return { text }
  return { verb, text: rest.join(' ') }
}
