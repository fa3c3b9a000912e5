import { App, type Logger, LogLevel, SocketModeReceiver } from '@slack/bolt'
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
 * The real Bolt App in Socket Mode against the fake, without its log. Reconnects after `clientPingTimeout`
 * milliseconds times the number of failures (SocketModeClient.delayReconnectAttempt), hence the small one.
 */
export function createBoltApp(slack: FakeSlack): App {
  const clientOptions = { slackApiUrl: slack.apiUrl }
  const receiver = new SocketModeReceiver({
    appToken: slack.appToken,
    clientPingTimeout: 30,
    logger: quiet,
    installerOptions: { clientOptions },
  })
  return new App({ token: slack.botToken, receiver, clientOptions, logger: quiet })
}
