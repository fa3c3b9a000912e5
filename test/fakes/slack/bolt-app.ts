import { App, HTTPReceiver, type Logger, LogLevel, SocketModeReceiver } from '@slack/bolt'
import type { FakeSlack } from './fake-slack.ts'

/** A logger that says nothing: the SDKs warn of every fault that a test orders. */
export const quiet: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  setLevel: () => undefined,
  getLevel: () => LogLevel.ERROR,
  setName: () => undefined,
}

/**
 * The real Bolt App in Socket Mode against the fake, without its log.
 * @param pingTimeoutMs Bolt's own unless told. It hangs up when a pong takes longer, be it that this process was busy, and what is
 * under way over that socket is lost; it also connects again after this long (SocketModeClient.delayReconnectAttempt).
 */
export function createBoltApp(slack: FakeSlack, pingTimeoutMs = 5_000): App {
  const clientOptions = { slackApiUrl: slack.apiUrl }
  const receiver = new SocketModeReceiver({
    appToken: slack.appToken,
    clientPingTimeout: pingTimeoutMs,
    logger: quiet,
    installerOptions: { clientOptions },
  })
  return new App({ token: slack.botToken, receiver, clientOptions, logger: quiet })
}

/** The real Bolt App that listens for requests on this machine, and its address. `stop` is the App's own. */
export async function startHttpBoltApp(slack: FakeSlack, signingSecret: string): Promise<{ app: App; url: string }> {
  const receiver = new HTTPReceiver({ signingSecret, logger: quiet })
  const clientOptions = { slackApiUrl: slack.apiUrl }
  const app = new App({ token: slack.botToken, receiver, clientOptions, logger: quiet })
  const server = await receiver.start({ port: 0, host: '127.0.0.1' })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return { app, url: `http://127.0.0.1:${address.port}/slack/events` }
}
