import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { MessageReference, Target } from '../../src/core/delivery.ts'
import { AmbiguousError, GoneError, LaterError, RefusedError } from '../../src/core/errors.ts'
import type { Platform } from '../../src/core/ports.ts'
import type { Reply } from '../../src/core/reply.ts'
import { answer, briefReply, edition, repliesWith } from './platform-samples.ts'

/** What goes wrong with the next call of its kind. */
export type Mishap =
  | 'post: error before storing'
  | 'post: error after storing'
  | 'post: dropped after storing'
  | 'find: history closed'
  | { readonly kind: 'post: too fast' | 'find: too fast'; readonly seconds: number }

/** A platform that has connected to a service where things can be made to go wrong. */
export interface PlatformUnderTest {
  readonly platform: Platform
  /** Where the desk may post. */
  readonly channel: string
  /** Another one. */
  readonly otherChannel: string
  /** One that is gone, or closed to the desk for good. */
  readonly goneChannel: string
  /** A platform on the same service that nobody has started. */
  another(): Platform
  /** The messages that a channel holds, thread replies among them, as people see them; oldest first. */
  shown(channel: string): Promise<readonly ShownMessage[]>
  spoil(mishap: Mishap): void
  /** Ends the service. The suite stops the platforms. */
  end(): Promise<void>
}

export interface ShownMessage {
  readonly id: string
  /** The message that heads the thread it stands in. */
  readonly thread?: string
  readonly text: string
  /** How many people or groups it notifies. */
  readonly mentions: number
}

/** What every platform must do with what it is given to post: each sentence of the port in `src/core/ports.ts`. */
export function testPlatform(name: string, open: () => Promise<PlatformUnderTest>): void {
  describe(`${name}, as a platform`, () => {
    let under: PlatformUnderTest
    let since: string

    beforeEach(async () => {
      under = await open()
      since = new Date().toISOString()
    })

    afterEach(async () => {
      await under.platform.stop()
      await under.end()
    })

    const notice = (text: string): Reply => ({ kind: 'notice', text })
    const to = (channel: string, thread?: string): Target => ({
      platform: under.platform.name,
      channel,
      ...(thread === undefined ? {} : { thread }),
    })
    const post = (text: string, key: string, target = to(under.channel)) =>
      under.platform.post(target, notice(text), key)
    const find = (key: string, target = to(under.channel)) => under.platform.find(target, key, since)
    const failure = (promise: Promise<unknown>) =>
      promise.then(
        () => undefined,
        (error: unknown) => error,
      )

    it('posts a message and tells which it is', async () => {
      const reference = await post('hello there', 'key-1')
      expect(await under.shown(under.channel)).toEqual([
        { id: reference.message, text: expect.stringContaining('hello there'), mentions: 0 },
      ])
      expect(reference).toEqual({ channel: under.channel, message: reference.message } satisfies MessageReference)
    })

    it('posts a reply into its thread', async () => {
      const parent = await post('the head', 'key-1')
      const reply = await post('the reply', 'key-2', to(under.channel, parent.message))
      const shown = await under.shown(under.channel)
      expect(shown.find(({ text }) => text.includes('the reply'))).toMatchObject({
        id: reply.message,
        thread: parent.message,
      })
      expect(reply.thread).toBe(parent.message)
    })

    it('finds a message by its key, and nothing by another', async () => {
      const first = await post('first', 'key-1')
      const second = await post('second', 'key-2')
      expect(await find('key-1')).toEqual(first)
      expect(await find('key-2')).toEqual(second)
      expect(await find('key-3')).toBeUndefined()
      expect(await find('key-1', to(under.otherChannel))).toBeUndefined()
    })

    it('finds a message in its thread', async () => {
      const parent = await post('the head', 'key-1')
      const thread = to(under.channel, parent.message)
      expect(await find('key-2', thread)).toBeUndefined()
      const reply = await post('the reply', 'key-2', thread)
      await post('another', 'key-3', thread)
      expect(await find('key-2', thread)).toEqual(reply)
    })

    it('finds what another process posted', async () => {
      const first = await post('first', 'key-1')
      const other = under.another()
      await other.start(SILENT)
      try {
        expect(await other.find(to(under.channel), 'key-1', since)).toEqual(first)
      } finally {
        await other.stop()
      }
    })

    it('says how long to wait when it goes too fast, and has posted nothing', async () => {
      under.spoil({ kind: 'post: too fast', seconds: 7 })
      const error = await failure(post('hello', 'key-1'))
      expect(error).toBeInstanceOf(LaterError)
      expect(error).toMatchObject({ afterMs: 7_000 })
      expect(await under.shown(under.channel)).toEqual([])
      await post('hello', 'key-1')
      expect(await under.shown(under.channel)).toHaveLength(1)
    })

    it.each(['post: error after storing', 'post: dropped after storing'] as const)(
      'does not know, does not try again, and finds it: %s',
      async (mishap) => {
        under.spoil(mishap)
        expect(await failure(post('hello', 'key-1'))).toBeInstanceOf(AmbiguousError)
        const [only, ...others] = await under.shown(under.channel)
        expect(others).toEqual([])
        expect(await find('key-1')).toEqual({ channel: under.channel, message: only?.id })
      },
    )

    it('finds nothing where a failed post stored nothing', async () => {
      under.spoil('post: error before storing')
      expect(await failure(post('hello', 'key-1'))).toBeInstanceOf(AmbiguousError)
      expect(await under.shown(under.channel)).toEqual([])
      expect(await find('key-1')).toBeUndefined()
    })

    it('says how long to wait when it looks too fast', async () => {
      under.spoil({ kind: 'find: too fast', seconds: 11 })
      const error = await failure(find('key-1'))
      expect(error).toBeInstanceOf(LaterError)
      expect(error).toMatchObject({ afterMs: 11_000 })
    })

    it('does not take a closed history for an empty one', async () => {
      under.spoil('find: history closed')
      expect(await failure(find('key-1'))).toBeInstanceOf(AmbiguousError)
    })

    it('says that a channel is gone', async () => {
      expect(await failure(post('hello', 'key-1', to(under.goneChannel)))).toBeInstanceOf(GoneError)
    })

    it('posts replies of every kind', async () => {
      const replies: Reply[] = [
        briefReply(),
        edition(),
        edition({ items: [] }),
        { kind: 'answer', answer: answer(), topics: [] },
        { kind: 'answer', answer: answer({ answered: false, claims: [] }), topics: [] },
        { kind: 'topics', intro: 'Topics', topics: [] },
        { kind: 'sources', brief: briefReply().brief },
      ]
      for (const [index, reply] of replies.entries())
        await under.platform.post(to(under.channel), reply, `key-${index}`)
      const shown = await under.shown(under.channel)
      expect(shown).toHaveLength(replies.length)
      expect(shown[0]?.text).toContain('Belarus ratifies the labour agreement with India')
    })

    it.each([
      ['mentions', '@everyone @here <!channel> <@U1> <@&1> <#1>'],
      ['markup', '*bold* _it_ `code` [a](https://evil.example) <http://x|y> # head\n> quote'],
      ['odd characters', '\u202Eright to left \u0000 \uD800'],
      ['great length', 'word '.repeat(10_000)],
      ['one long word', 'a'.repeat(50_000)],
    ])('takes whatever documents say, and notifies nobody: %s', async (_name, text) => {
      const replies = repliesWith(text)
      for (const [index, reply] of replies.entries())
        await under.platform.post(to(under.channel), reply, `key-${index}`)
      const shown = await under.shown(under.channel)
      // What one message has no room for may go on in its thread.
      expect(shown.filter(({ thread }) => thread === undefined)).toHaveLength(replies.length)
      expect(shown.filter(({ mentions }) => mentions > 0)).toEqual([])
    })

    it('edits what it posted, and twice does no harm', async () => {
      const head = await post('the head', 'key-1')
      const reply = await post('the reply', 'key-2', to(under.channel, head.message))
      for (const message of [head, reply, reply]) await under.platform.edit(message, notice('taken back'))
      const shown = await under.shown(under.channel)
      expect(shown.filter(({ text }) => text.includes('taken back'))).toHaveLength(2)
      expect(shown.filter(({ text }) => text.includes('the head') || text.includes('the reply'))).toEqual([])
    })

    it('says that a message is not there to be edited', async () => {
      const { message } = await post('hello', 'key-1')
      const gone = { channel: under.goneChannel, message }
      const error = await failure(under.platform.edit(gone, notice('taken back')))
      expect(error instanceof GoneError || error instanceof RefusedError).toBe(true)
    })

    it('posts later while it is not connected', async () => {
      const idle = under.another()
      expect(await failure(idle.post(to(under.channel), notice('hello'), 'key-1'))).toBeInstanceOf(LaterError)
      expect(await failure(idle.find(to(under.channel), 'key-1', since))).toBeInstanceOf(LaterError)
      await under.platform.stop()
      expect(await failure(post('hello', 'key-1'))).toBeInstanceOf(LaterError)
      expect(await under.shown(under.channel)).toEqual([])
    })

    it('may be stopped twice, and without having been started', async () => {
      await under.another().stop()
      await under.platform.stop()
      await under.platform.stop()
    })
  })
}

/** A desk that has nothing to say. */
export const SILENT = {
  command: async () => undefined,
  hear: async () => undefined,
  act: async () => undefined,
  home: async () => ({ kind: 'home' as const, topics: [], hasMore: false, digests: [], help: [] }),
  suggest: async () => [],
  left: async () => undefined,
  workspaces: async () => [],
  posted: async () => undefined,
}
