import type { Reading } from '../../../src/core/pointing.ts'
import type { Topic } from '../../../src/core/topic.ts'
import type { ModelTerms } from '../../../src/core/usage-lines.ts'
import { SCOPES } from '../../../src/platforms/slack/manifest.ts'
import { createSlack } from '../../../src/platforms/slack/platform.ts'
import { type FakeSlack, startFakeSlack } from '../../fakes/slack/fake-slack.ts'
import { type DeskOnPlatform, openDeskOn } from '../running-desk.ts'
import { createKeptLog, type KeptLog } from './stage.ts'

const SECRET = '0123456789abcdef0123456789abcdef'

/** A fake Slack with a whole desk on it, over the real adapter with the scopes of its manifest. */
export interface RealDesk {
  readonly slack: FakeSlack
  readonly desk: DeskOnPlatform
  readonly log: KeptLog
  /** Milliseconds since 1970; the clock of both. */
  now: number
  stop(): Promise<void>
}

/** Ada (U1) manages nothing, Olga (U2) is an admin; the bot is in C1 and not in C2. One topic, `varna`, has a document. */
export async function openRealDesk({
  topics = [],
  way = 'socket',
  scopes = SCOPES.map(({ scope }) => scope),
  reading,
  model,
}: {
  topics?: Topic[]
  way?: 'socket' | 'http'
  scopes?: readonly string[]
  reading?: Reading
  model?: ModelTerms
} = {}): Promise<RealDesk> {
  const slack = await startFakeSlack({ now: () => real.now, scopes })
  slack.addUser({ id: 'U1', name: 'ada' })
  slack.addUser({ id: 'U2', name: 'olga', isAdmin: true })
  slack.addChannel({ id: 'C1', name: 'news', members: ['U1', 'U2'] })
  slack.addChannel({ id: 'C2', name: 'far', botIsMember: false, members: ['U1'] })
  const log = createKeptLog()
  const { botToken, appToken, apiUrl } = slack
  const transport =
    way === 'socket'
      ? ({ kind: 'socket', appToken } as const)
      : ({ kind: 'http', signingSecret: SECRET, host: '127.0.0.1', port: 0 } as const)
  const real: Omit<RealDesk, 'desk'> = {
    slack,
    log,
    // Bolt holds the time of a signature against the machine's own clock.
    now: way === 'http' ? Date.now() : Date.parse('2026-11-24T12:00:00Z'),
    async stop() {
      await desk.stop()
      await slack.stop()
    },
  }
  const platform = createSlack({ botToken, transport, apiUrl, log, now: () => new Date(real.now) })
  const desk = await openDeskOn(platform, () => real.now, topics, [], model, reading)
  if (way === 'http') {
    const port = log.lines.map((line) => /listening for Slack.*"port":(\d+)/u.exec(line)?.[1]).find(Boolean)
    await slack.useRequests({ urls: [`http://127.0.0.1:${port}/slack/events`], signingSecret: SECRET })
  }
  return Object.assign(real, { desk })
}
