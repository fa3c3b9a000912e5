import type { Runtime } from '../runtime.ts'
import { printReply, resultTo } from './brief.ts'
import type { AskOptions } from './command-line.ts'
import { askDesk } from './visit.ts'

/**
 * `attache ask QUESTION`: the sentence that answers, with its source, or that the documents do not say. Gives the exit code: 1 where the
 * question was put to no documents, since there are none or the topic is not one.
 */
export async function ask(question: string, options: AskOptions, runtime: Runtime): Promise<number> {
  const topic = options.topic === undefined ? {} : { topic: options.topic }
  const reply = await askDesk({ name: 'ask', question, ...topic }, runtime)
  const isPut = reply.kind === 'answer'
  printReply(reply, options, resultTo(runtime, isPut || options.json === true))
  return isPut ? 0 : 1
}
