import type { Runtime } from '../runtime.ts'
import { printReply } from './brief.ts'
import type { AskOptions } from './command-line.ts'
import { askDesk } from './visit.ts'

/** `attache ask QUESTION`: the sentence that answers, with its source, or that the documents do not say. */
export async function ask(question: string, options: AskOptions, runtime: Runtime): Promise<void> {
  const topic = options.topic === undefined ? {} : { topic: options.topic }
  printReply(await askDesk({ name: 'ask', question, ...topic }, runtime), options, runtime)
}
