import type { FoundDocument } from '../../src/core/document.ts'
import type { Problem, Source } from '../../src/core/ports.ts'

/** A source that hands over what a test put into it since the last poll. */
export interface MemorySource extends Source {
  put(location: string, text: string, about?: Partial<FoundDocument>): void
  withdraw(location: string): void
  complain(problem: Problem): void
  /** The next poll throws this. */
  breakWith(error: Error): void
}

export function createMemorySource(name = 'folder'): MemorySource {
  let documents: FoundDocument[] = []
  let withdrawn: string[] = []
  let problems: Problem[] = []
  let broken: Error | undefined
  return {
    name,
    put(location, text, about = {}) {
      const blocks = text.split('\n\n').map((block) => ({ kind: 'prose' as const, text: block }))
      const [topic = ''] = location.split('/')
      documents.push({ location, topic, language: 'en', blocks, ...about })
    },
    withdraw(location) {
      withdrawn.push(location)
    },
    complain(problem) {
      problems.push(problem)
    },
    breakWith(error) {
      broken = error
    },
    async poll() {
      const error = broken
      broken = undefined
      if (error !== undefined) throw error
      const found = { documents, withdrawn, problems }
      documents = []
      withdrawn = []
      problems = []
      return found
    },
    close() {},
  }
}
