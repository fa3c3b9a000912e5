import type { BriefKeeper, Platform } from '../../core/ports.ts'
import { renderReply, type TerminalStyle } from './render.ts'

export interface TerminalOptions {
  readonly write: (text: string) => void
  readonly style: TerminalStyle
}

/** The terminal as a platform: shows what is posted to the channel `terminal`, and every brief as it is written. */
export function createTerminal({ write, style }: TerminalOptions): Platform & BriefKeeper {
  return {
    name: 'terminal',
    async start() {},
    async post(target, reply, key) {
      write(`${renderReply(reply, style)}\n\n`)
      const thread = target.thread === undefined ? {} : { thread: target.thread }
      return { channel: target.channel, message: key, ...thread }
    },
    // What scrolled by is gone: a line that may have been printed before a crash is better printed twice.
    async find() {
      return undefined
    },
    async edit(_message, reply) {
      write(`${renderReply(reply, style)}\n\n`)
    },
    async stop() {},
    async keepBrief(brief, topicTitle) {
      write(`${renderReply({ kind: 'brief', brief, topicTitle }, style)}\n\n`)
    },
    // A terminal takes nothing back.
    async dropBrief() {},
  }
}
