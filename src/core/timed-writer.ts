import { InputError } from './errors.ts'
import type { Happening, Observe } from './happening.ts'
import type { Writer } from './ports.ts'

type Writing = Extract<Happening, { kind: 'writing' }>

/** The same writer, with whoever watches told how long each brief and answer took and what came of it. */
export function timeWriter(writer: Writer, now: () => Date, observe: Observe): Writer {
  async function time<Text>(what: Writing['what'], write: () => Promise<Text>): Promise<Text> {
    const began = now().getTime()
    const told = (outcome: 'written' | 'nothing' | 'failed') =>
      observe({ kind: 'writing', what, outcome, seconds: (now().getTime() - began) / 1_000 })
    try {
      const text = await write()
      told('written')
      return text
    } catch (error) {
      told(error instanceof InputError ? 'nothing' : 'failed')
      throw error
    }
  }
  return {
    brief: (topic, documents) => time('brief', () => writer.brief(topic, documents)),
    update: (topic, documents, known) => time('update', () => writer.update(topic, documents, known)),
    more: (brief, documents) => writer.more(brief, documents),
    answer: (question, documents) => time('answer', () => writer.answer(question, documents)),
  }
}
