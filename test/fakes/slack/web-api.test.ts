import { WebClient, type WebClientOptions } from '@slack/web-api'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { quiet } from './bolt-app.ts'
import { ALL_SCOPES, type FakeSlack, startFakeSlack } from './fake-slack.ts'
import { objectOf, objectsOf, stringOf } from './json.ts'
import { LIMITS } from './limits.ts'

const metadata = { event_type: 'delivery', event_payload: { run_key: 'edition-7' } }

function clientOf(slack: FakeSlack, token = slack.botToken, options: WebClientOptions = {}): WebClient {
  return new WebClient(token, { slackApiUrl: slack.apiUrl, logger: quiet, rejectRateLimitedCalls: true, ...options })
}

describe('Web API with the real WebClient', () => {
  let slack: FakeSlack
  let client: WebClient
  let now = 0

  beforeEach(async () => {
    now = 1_760_000_000_000
    slack = await startFakeSlack({ now: () => now })
    slack.addUser({ id: 'U0ALICE01', name: 'alice', tz: 'America/New_York', isAdmin: true })
    slack.addChannel({ id: 'C0GENERAL', name: 'general', members: ['U0ALICE01'], creator: 'U0ALICE01' })
    slack.addChannel({ id: 'C0PRIVATE', name: 'secret', kind: 'private', botIsMember: false })
    slack.addChannel({ id: 'C0OUTSIDE', name: 'outside', botIsMember: false })
    slack.addChannel({ id: 'C0ARCHIVE', name: 'old', isArchived: true })
    client = clientOf(slack)
  })

  afterEach(() => slack.stop())

  const refused = (error: string) => ({ data: { ok: false, error } })
  const postTo = (channel: string) => client.chat.postMessage({ channel, text: 'hello' })

  it('posts, and finds the post by its metadata in history', async () => {
    const posted = await client.chat.postMessage({ channel: 'C0GENERAL', text: 'hello', metadata })
    expect(posted.message).toMatchObject({ bot_id: slack.identity.botId, user: slack.identity.botUserId, metadata })
    expect(posted.ts).toBe('1760000000.000000')

    const plain = await client.conversations.history({ channel: 'C0GENERAL' })
    expect(plain.messages?.[0]).not.toHaveProperty('metadata')
    const full = await client.conversations.history({
      channel: 'C0GENERAL',
      oldest: '1759999999',
      include_all_metadata: true,
    })
    expect(full.messages).toMatchObject([{ ts: posted.ts, metadata }])
  })

  it('gives every message of a moment its own, growing ts', async () => {
    const posts = [await postTo('C0GENERAL'), await postTo('C0GENERAL'), await postTo('C0GENERAL')]
    expect(posts.map(({ ts }) => ts)).toEqual(['1760000000.000000', '1760000000.000001', '1760000000.000002'])
  })

  it('keeps the bounds of history to the microsecond, and pages by cursor', async () => {
    for (let n = 0; n < 5; n += 1) await postTo('C0GENERAL')
    const bounds = { channel: 'C0GENERAL', oldest: '1760000000.000001', latest: '1760000000.000003' }
    const tsOf = (page: unknown) => objectsOf(objectOf(page).messages).map(({ ts }) => stringOf(ts).at(-1))
    expect(tsOf(await client.conversations.history(bounds))).toEqual(['2'])
    expect(tsOf(await client.conversations.history({ ...bounds, inclusive: true }))).toEqual(['3', '2', '1'])
    const short = { channel: 'C0GENERAL', oldest: '1760000000.1' }
    expect(tsOf(await client.conversations.history(short))).toEqual([])

    const pages: unknown[] = []
    for await (const page of client.paginate('conversations.history', { channel: 'C0GENERAL', limit: 2 })) {
      pages.push(tsOf(page))
    }
    expect(pages).toEqual([['4', '3'], ['2', '1'], ['0']])
  })

  it('keeps replies in their thread, out of the channel unless broadcast', async () => {
    const { ts: parent = '' } = await postTo('C0GENERAL')
    const reply = { channel: 'C0GENERAL', text: 'reply', thread_ts: parent }
    const { ts: first } = await client.chat.postMessage(reply)
    const { ts: loud } = await client.chat.postMessage({ ...reply, reply_broadcast: true })

    const thread = await client.conversations.replies({ channel: 'C0GENERAL', ts: parent })
    expect(thread.messages?.map(({ ts }) => ts)).toEqual([parent, first, loud])
    expect(thread.messages?.[0]).toMatchObject({ thread_ts: parent, reply_count: 2, latest_reply: loud })
    const history = await client.conversations.history({ channel: 'C0GENERAL' })
    expect(history.messages?.map(({ ts, subtype }) => [ts, subtype])).toEqual([
      [loud, 'thread_broadcast'],
      [parent, undefined],
    ])
  })

  it('accepts a reply to a thread that does not exist and shows it nowhere', async () => {
    await client.chat.postMessage({ channel: 'C0GENERAL', text: 'lost', thread_ts: '1234567890.123456' })
    expect((await client.conversations.history({ channel: 'C0GENERAL' })).messages).toEqual([])
    await expect(client.conversations.replies({ channel: 'C0GENERAL', ts: '1234567890.123456' })).rejects.toMatchObject(
      refused('thread_not_found'),
    )
    await expect(client.chat.postMessage({ channel: 'C0GENERAL', text: 'x', thread_ts: 'soon' })).rejects.toMatchObject(
      refused('invalid_thread_ts'),
    )
  })

  it.each([
    ['C0NOWHERE', 'channel_not_found'],
    ['C0PRIVATE', 'channel_not_found'],
    ['C0ARCHIVE', 'is_archived'],
  ])('refuses a post to %s: %s', async (channel, error) => {
    await expect(postTo(channel)).rejects.toMatchObject(refused(error))
  })

  it('posts to public channels it has not joined, but does not read them', async () => {
    await postTo('C0OUTSIDE')
    await expect(client.conversations.history({ channel: 'C0OUTSIDE' })).rejects.toMatchObject(
      refused('not_in_channel'),
    )
  })

  it('needs scopes', async () => {
    const without = ALL_SCOPES.filter((scope) => !['chat:write.public', 'channels:history'].includes(scope))
    const narrow = await startFakeSlack({ scopes: without })
    narrow.addChannel({ id: 'C0OUTSIDE', botIsMember: false })
    narrow.addChannel({ id: 'C0GENERAL' })
    const limited = clientOf(narrow)
    await expect(limited.chat.postMessage({ channel: 'C0OUTSIDE', text: 'x' })).rejects.toMatchObject(
      refused('not_in_channel'),
    )
    await expect(limited.conversations.history({ channel: 'C0GENERAL' })).rejects.toMatchObject({
      data: { error: 'missing_scope', needed: 'channels:history' },
    })
    await narrow.stop()
  })

  it('tells tokens apart', async () => {
    await expect(clientOf(slack, 'xoxb-wrong').auth.test()).rejects.toMatchObject(refused('invalid_auth'))
    await expect(clientOf(slack, '').auth.test()).rejects.toMatchObject(refused('not_authed'))
    await expect(clientOf(slack, slack.appToken).auth.test()).rejects.toMatchObject(refused('not_allowed_token_type'))
    await expect(client.apps.connections.open({})).rejects.toMatchObject(refused('not_allowed_token_type'))
    await expect(client.apiCall('chat.shout')).rejects.toMatchObject(refused('unknown_method'))
    await expect(client.auth.test()).resolves.toMatchObject({ bot_id: slack.identity.botId, user: 'fakebot' })
  })

  it.each([
    [{ text: '' }, 'no_text'],
    [{ blocks: [] }, 'no_text'],
    [{ blocks: 'nonsense' }, 'invalid_blocks_format'],
    [{ markdown_text: 'a', text: 'b' }, 'markdown_text_conflict'],
    [{ markdown_text: 'a'.repeat(LIMITS.markdownText + 1) }, 'msg_too_long'],
    [{ text: 'a', metadata: { event_type: 'x' } }, 'invalid_metadata_format'],
    [{ text: 'a', metadata: { event_type: 'x', event_payload: { deep: { er: {} } } } }, 'invalid_metadata_schema'],
    [
      { text: 'a', metadata: { event_type: 'x', event_payload: { a: 'a'.repeat(LIMITS.metadata) } } },
      'metadata_too_large',
    ],
  ])('refuses content %#: %s', async (content, error) => {
    await expect(client.apiCall('chat.postMessage', { channel: 'C0GENERAL', ...content })).rejects.toMatchObject(
      refused(error),
    )
    expect(slack.messages('C0GENERAL')).toEqual([])
  })

  it('cuts text after 40,000 characters', async () => {
    await client.chat.postMessage({ channel: 'C0GENERAL', text: 'a'.repeat(40_001) })
    expect(slack.messages('C0GENERAL')[0]?.text).toHaveLength(40_000)
  })

  it('takes JSON bodies as well as forms', async () => {
    const response = await fetch(`${slack.apiUrl}chat.postMessage`, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8', authorization: `Bearer ${slack.botToken}` },
      body: JSON.stringify({ channel: '#general', blocks: [{ type: 'divider' }], text: 'by name' }),
    })
    expect(await response.json()).toMatchObject({ ok: true, channel: 'C0GENERAL' })
  })

  it('updates and deletes only the own messages', async () => {
    const { ts = '' } = await client.chat.postMessage({
      channel: 'C0GENERAL',
      text: 'first',
      blocks: [{ type: 'divider' }],
      metadata,
    })
    await client.chat.update({ channel: 'C0GENERAL', ts, text: 'second' })
    expect(slack.messages('C0GENERAL')).toMatchObject([{ text: 'second', metadata }])
    expect(slack.messages('C0GENERAL')[0]).not.toHaveProperty('blocks')
    const long = 'a'.repeat(LIMITS.updatedText + 1)
    await expect(client.chat.update({ channel: 'C0GENERAL', ts, text: long })).rejects.toMatchObject(
      refused('msg_too_long'),
    )

    const theirs = slack.say({ channel: 'C0GENERAL', user: 'U0ALICE01', text: 'mine' }).message.ts
    await expect(client.chat.update({ channel: 'C0GENERAL', ts: theirs, text: 'no' })).rejects.toMatchObject(
      refused('cant_update_message'),
    )
    await expect(client.chat.delete({ channel: 'C0GENERAL', ts: theirs })).rejects.toMatchObject(
      refused('cant_delete_message'),
    )
    await client.chat.delete({ channel: 'C0GENERAL', ts })
    await expect(client.chat.delete({ channel: 'C0GENERAL', ts })).rejects.toMatchObject(refused('message_not_found'))
  })

  it('leaves a tombstone where a deleted message has replies', async () => {
    const { ts = '' } = await postTo('C0GENERAL')
    slack.say({ channel: 'C0GENERAL', user: 'U0ALICE01', text: 'why?', threadTs: ts })
    await client.chat.delete({ channel: 'C0GENERAL', ts })
    expect(slack.thread('C0GENERAL', ts).map(({ subtype, text }) => [subtype, text])).toEqual([
      ['tombstone', 'This message was deleted.'],
      [undefined, 'why?'],
    ])
  })

  it('shows an ephemeral message to one member', async () => {
    const message = { channel: 'C0GENERAL', text: 'psst' }
    await client.chat.postEphemeral({ ...message, user: 'U0ALICE01' })
    expect(slack.ephemerals('U0ALICE01')).toMatchObject([{ text: 'psst', channel: 'C0GENERAL' }])
    expect(slack.messages('C0GENERAL')).toEqual([])
    slack.addUser({ id: 'U0BOB0001' })
    const toBob = () => client.chat.postEphemeral({ ...message, user: 'U0BOB0001' })
    await expect(toBob()).rejects.toMatchObject(refused('user_not_in_channel'))
    slack.say({ channel: 'C0GENERAL', user: 'U0BOB0001', text: 'whoever writes has joined' })
    await expect(toBob()).resolves.toMatchObject({ ok: true })
  })

  it('tells of people, bots, channels and links', async () => {
    const { user } = await client.users.info({ user: 'U0ALICE01' })
    expect(user).toMatchObject({ tz: 'America/New_York', tz_offset: -14_400, is_admin: true })
    await expect(client.users.info({ user: 'U0NOBODY1' })).rejects.toMatchObject(refused('user_not_found'))
    expect((await client.bots.info({ bot: slack.identity.botId })).bot?.name).toBe('fakebot')

    const { channel } = await client.conversations.info({ channel: 'C0GENERAL', include_num_members: true })
    expect(channel).toMatchObject({ name: 'general', creator: 'U0ALICE01', is_member: true, num_members: 2 })
    const listed = await client.conversations.list({ types: 'public_channel,private_channel', exclude_archived: true })
    expect(listed.channels?.map(({ id }) => id)).toEqual(['C0GENERAL', 'C0OUTSIDE'])
    const joined = await client.users.conversations({ exclude_archived: true })
    expect(joined.channels?.map(({ id }) => id)).toEqual(['C0GENERAL'])

    const { ts = '' } = await postTo('C0GENERAL')
    const { permalink } = await client.chat.getPermalink({ channel: 'C0GENERAL', message_ts: ts })
    expect(permalink).toBe('https://fake-team.slack.com/archives/C0GENERAL/p1760000000000000')
  })

  it('opens direct messages by person', async () => {
    const { channel } = await client.conversations.open({ users: 'U0ALICE01' })
    const posted = await postTo('U0ALICE01')
    expect(posted.channel).toBe(channel?.id)
  })

  it('gives restricted apps one page of 15 a minute', async () => {
    const restricted = await startFakeSlack({ now: () => now, restrictedHistory: true })
    restricted.addUser({ id: 'U0ALICE01' })
    restricted.addChannel({ id: 'C0GENERAL' })
    for (let n = 0; n < 20; n += 1) restricted.say({ channel: 'C0GENERAL', user: 'U0ALICE01', text: `${n}` })
    const reader = clientOf(restricted)
    const page = await reader.conversations.history({ channel: 'C0GENERAL', limit: 100 })
    expect(page.messages).toHaveLength(15)
    await expect(reader.conversations.history({ channel: 'C0GENERAL' })).rejects.toMatchObject({ retryAfter: 60 })
    now += 60_000
    await expect(reader.conversations.history({ channel: 'C0GENERAL' })).resolves.toMatchObject({ has_more: true })
    await restricted.stop()
  })
})
