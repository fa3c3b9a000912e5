import { type Logger, LogLevel } from '@slack/bolt'
import type { Log } from '../../core/log.ts'

/** Slack's tokens (`xoxb-…`, `xapp-…`, `xwfp-…`), and the one-time secrets in socket and response addresses. */
const SECRETS = /\b(?:xox[a-z]|xapp|xwfp)-[\w-]+|(?<=[?&](?:ticket|token)=)[^&\s"]+|(?<=hooks\.slack\.com\/)[^\s"]+/gu

/**
 * Bolt's logger over ours. What it says at `debug` is whole payloads, with what people wrote and the addresses to answer them by, and
 * is dropped; its `info` is of use only when looking for a fault.
 */
export function createLogger(log: Log): Logger {
  return {
    debug() {},
    info: (...said) => log.debug('Slack', { said: inWords(said) }),
    // Each call that fails says so itself, to whoever made it.
    warn: (...said) => (said[0] === 'http request failed' ? log.debug : log.warn)('Slack', { said: inWords(said) }),
    error: (...said) => log.error('Slack', { said: inWords(said) }),
    setLevel() {},
    getLevel: () => LogLevel.INFO,
    setName() {},
  }
}

/** Text without anything secret in it, fit for a log. */
export function withoutSecrets(text: string): string {
  return text.replace(SECRETS, '•••')
}

/** Errors by their message alone: those of the Web API carry whole answers. */
function inWords(said: readonly unknown[]): string {
  return withoutSecrets(said.map((part) => (part instanceof Error ? part.message : String(part))).join(' '))
}
