import { type Mishap, type PlatformUnderTest, SILENT, testPlatform } from '../../contracts/platform.ts'
import type { Fault } from '../../fakes/slack/faults.ts'
import { openStage } from './stage.ts'

testPlatform('Slack', async (): Promise<PlatformUnderTest> => {
  const { slack, platform, create } = await openStage()
  slack.addChannel({ id: 'C4', name: 'other' })
  await platform.start(SILENT)
  return {
    platform,
    channel: 'C1',
    otherChannel: 'C4',
    goneChannel: 'C3',
    another: () => create(),
    async shown(channel) {
      return slack.messages(channel).map((message) => ({
        id: message.ts,
        ...(message.threadTs === undefined ? {} : { thread: message.threadTs }),
        text: slack.readable(message).join('\n'),
        mentions: slack.mentions(message).length,
      }))
    },
    spoil: (mishap) => slack.fault(faultOf(mishap)),
    end: () => slack.stop(),
  }
})

function faultOf(mishap: Mishap): Fault {
  const post = { method: 'chat.postMessage' }
  const find = { method: 'conversations.history' }
  switch (mishap) {
    case 'post: error before storing':
      return { ...post, kind: 'server_error', stored: false }
    case 'post: error after storing':
      return { ...post, kind: 'server_error', stored: true }
    case 'post: dropped after storing':
      return { ...post, kind: 'dropped', stored: true }
    case 'find: history closed':
      return { ...find, kind: 'error', error: 'not_in_channel' }
    default:
      return {
        ...(mishap.kind === 'post: too fast' ? post : find),
        kind: 'rate_limited',
        retryAfterSeconds: mishap.seconds,
      }
  }
}
