import { MessageType } from 'discord.js'
import { type Mishap, type PlatformUnderTest, SILENT, testPlatform } from '../../contracts/platform.ts'
import type { FaultOrder } from '../../fakes/discord/faults.ts'
import { compareSnowflakes } from '../../fakes/discord/snowflakes.ts'
import { openStage } from './stage.ts'

testPlatform('Discord', async (): Promise<PlatformUnderTest> => {
  const { discord, platform, create } = await openStage()
  const gone = discord.addChannel({ name: 'gone' })
  await platform.start(SILENT)
  discord.deleteChannel('gone')
  return {
    platform,
    channel: discord.channelId,
    otherChannel: discord.channel('other').id,
    goneChannel: gone.id,
    another: () => create(),
    async shown(channel) {
      const threads = [...discord.world.channels.values()].filter(({ parentId }) => parentId === channel)
      return [discord.channel(channel), ...threads]
        .flatMap(({ id, thread, messages }) =>
          messages.map((message) => ({ message, thread: thread ? id : undefined })),
        )
        .filter(({ message }) => message.type !== MessageType.ThreadStarterMessage)
        .sort((a, b) => compareSnowflakes(a.message.id, b.message.id))
        .map(({ message, thread }) => ({
          id: message.id,
          ...(thread === undefined ? {} : { thread }),
          text: discord.readable(message),
          mentions: discord.mentions(message).length,
        }))
    },
    spoil: (mishap) => void discord.fault(faultOf(mishap)),
    end: () => discord.stop(),
  }
})

function faultOf(mishap: Mishap): FaultOrder {
  const post = { method: 'POST', route: '/channels/:channel/messages' }
  const find = { method: 'GET', route: '/channels/:channel/messages' }
  switch (mishap) {
    case 'post: error before storing':
      return { ...post, kind: 'error-before' }
    case 'post: error after storing':
      return { ...post, kind: 'error-after' }
    case 'post: dropped after storing':
      return { ...post, kind: 'drop-after' }
    case 'find: history closed':
      return { ...find, kind: 'api-error', code: 50001 }
    default:
      return {
        ...(mishap.kind === 'post: too fast' ? post : find),
        kind: 'rate-limited',
        retryAfterSeconds: mishap.seconds,
      }
  }
}
