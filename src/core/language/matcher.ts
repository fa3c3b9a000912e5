/** Whether a text has what the matcher looks for. */
export type Matcher = (text: string) => boolean

/**
 * Matches by a pattern (flag `u`) that is compiled with the first text: the many alternatives of a table of phrases in eight languages take
 * milliseconds, and a desk that starts asks none of them.
 */
export function createMatcher(source: () => string): Matcher {
  let pattern: RegExp | undefined
  return (text) => {
    pattern ??= new RegExp(source(), 'u')
    return pattern.test(text)
  }
}
