import type { Brief } from '../../core/brief.ts'
import type { BriefKeeper, Platform } from '../../core/ports.ts'
import { renderReply, type TerminalStyle } from './render.ts'
import { renderRewritten } from './rewritten.ts'

export interface TerminalOptions {
  readonly write: (text: string) => void
  readonly style: TerminalStyle
}

/** The terminal as a platform: shows what is posted to the channel `terminal`, every brief as it is written, and later what changed in it. */
export function createTerminal({ write, style }: TerminalOptions): Platform & BriefKeeper {
  const shown = new Map<string, Brief>()
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
      const before = shown.get(brief.topic)
      shown.set(brief.topic, brief)
      const text =
        before === undefined
          ? renderReply({ kind: 'brief', brief, topicTitle }, style)
          : renderRewritten(before, brief, topicTitle, style)
      write(`${text}\n\n`)
    },
    // A terminal takes nothing back.
    async dropBrief(topic) {
      shown.delete(topic)
    },
  }
}
