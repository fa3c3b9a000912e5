import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { passageWording } from '../../../src/core/passage-wording.ts'
import { wording } from '../../../src/core/wording.ts'
import type { Exchange } from '../../fakes/discord/exchange.ts'
import type { Attachment } from '../../fakes/discord/files.ts'
import type { Saying } from '../../fakes/discord/people.ts'
import * as faults from '../../fakes/web/faults.ts'
import { openReadingOn } from '../../fakes/web/reading.ts'
import { type FakeWeb, startFakeWeb } from '../../fakes/web/web-server.ts'
import { newsPage } from '../../sources/article/pages.ts'
import { setColumn, writePdf } from '../../sources/office/pdf-writer.ts'
import { type DeskOnPlatform, HOSTILE, openDeskOn } from '../running-desk.ts'
import { openStage, type Stage } from './stage.ts'

const TEXT = 'The board voted to replace the swing bridge, which has been closed to lorries since the winter.'
const PDF: Omit<Attachment, 'id'> = {
  filename: 'minutes.pdf',
  contentType: 'application/pdf',
  content: writePdf({ pages: [setColumn([TEXT], { x: 50, y: 700, width: 60 })] }),
}
/** The first page starts the process that reads pages. */
const PATIENCE = { timeoutMs: 15_000 }

let stage: Stage
let desk: DeskOnPlatform
let web: FakeWeb

beforeEach(async () => {
  web = await startFakeWeb()
  web.serve('/news', { headers: { 'content-type': 'text/html' }, body: newsPage() })
})

async function open(limitMs?: number): Promise<void> {
  stage = await openStage()
  const { platform, discord } = stage
  const reading = openReadingOn(web, limitMs)
  desk = await openDeskOn(platform, () => discord.world.now(), [], [], undefined, reading)
  await discord.untilConnected()
}

afterEach(async () => {
  await desk.stop()
  await stage.end()
  await web.close()
  expect(stage.discord.breakdowns).toEqual([])
  expect(stage.discord.unknownCalls()).toEqual([])
})

const asked = () => stage.discord.world.files.requests

/** What everybody sees of the answer, or if that was for the asker alone, what they are told. */
async function answerOf(exchange: Exchange): Promise<string> {
  const { discord } = stage
  const shown = await discord.until(() => exchange.edits[0] ?? exchange.followUps[0], PATIENCE)
  // Discord shows signs that format without their backslash.
  return discord.readable(shown).replaceAll('\\', '')
}

async function brief(
  options: { topic?: string; private?: boolean },
  files: Record<string, Omit<Attachment, 'id'>> = {},
) {
  return await stage.discord.command({ name: 'brief', options, files, user: 'ana', channel: 'general' })
}

async function briefThis(saying: Omit<Saying, 'channel' | 'user'>) {
  const { discord } = stage
  const message = discord.say({ channel: 'general', user: 'ben', ...saying })
  const use = { name: wording.briefThis, message: message.id, user: 'ana', channel: 'general' }
  return await answerOf(await discord.messageCommand(use))
}

describe('/brief with an address', () => {
  it('shows the brief of the page to all, with its title and address', async () => {
    await open()
    const exchange = await brief({ topic: web.address('/news') })
    expect(exchange.ephemeral).toBe(false)
    const shown = await answerOf(exchange)
    expect(shown).toContain('Board votes for a new bridge')
    expect(shown).toContain(wording.passageNote)
    expect(shown).toContain(web.address('/news'))
  })

  it('shows it to the asker alone where that is wished', async () => {
    await open()
    const exchange = await brief({ topic: web.address('/news'), private: true })
    expect(exchange.ephemeral).toBe(true)
    expect(await answerOf(exchange)).toContain('Board votes for a new bridge')
  })

  it('tells the asker alone why there is none, within the time limit', async () => {
    await open(1_000)
    web.serve('/slow', faults.silence)
    const exchange = await brief({ topic: web.address('/slow') })
    const told = await stage.discord.until(() => exchange.followUps[0], PATIENCE)
    expect(stage.discord.readable(told).replaceAll('\\', '')).toBe(
      'Not read: 127.0.0.1: it took more than 1 s to read.',
    )
  })
})

describe('/brief with a file', () => {
  it('shows its brief, and asks for it once, without a token', async () => {
    await open()
    const shown = await answerOf(await brief({}, { file: PDF }))
    expect(shown).toContain('voted to replace the swing bridge')
    expect(shown).toContain('From minutes.pdf.')
    expect(asked().map(({ authorization }) => authorization)).toEqual([undefined])
  })

  it('shows it to the asker alone where that is wished', async () => {
    await open()
    const exchange = await brief({ private: true }, { file: PDF })
    expect(exchange.ephemeral).toBe(true)
    expect(await answerOf(exchange)).toContain('swing bridge')
  })

  it.each([
    ['a file that is too large', { size: 30 * 1024 * 1024 }, 'too large: 30 MB, and at most 20 are read'],
    ['one of another kind', { filename: 'a.zip', contentType: 'application/zip' }, 'files of this kind are not read'],
    ['one on another site', { url: 'https://evil.example/attachments/1/2/a.pdf' }, 'not lie on Discord’s file host'],
    ['one on a name like Discord’s', { url: 'https://cdn.discordapp.com.evil.example/a.pdf' }, 'not lie on Discord’s'],
    ['one without TLS', { url: 'http://cdn.discordapp.com/attachments/1/2/a.pdf' }, 'not lie on Discord’s file host'],
  ])('does not fetch %s', async (_what, changes, words) => {
    await open()
    expect(await answerOf(await brief({}, { file: { ...PDF, ...changes } }))).toContain(words)
    expect(asked()).toEqual([])
  })

  it('does not fetch one that Discord’s own address does not give any more, twice', async () => {
    await open()
    const url = `${stage.discord.world.files.origin}/attachments/1/999/gone.pdf`
    expect(await answerOf(await brief({}, { file: { ...PDF, url } }))).toContain(
      'it was deleted, or its link has run out',
    )
    expect(asked()).toHaveLength(1)
  })

  it('calls a file by the letters that its address could not take', async () => {
    await open()
    const file = { ...PDF, filename: '____.pdf', title: 'Протокол' }
    expect(await answerOf(await brief({}, { file }))).toContain('From Протокол.pdf.')
  })
})

describe('“Brief this”', () => {
  it('briefs the files of a message, and names those that are not read', async () => {
    await open()
    const broken = { ...PDF, filename: 'a.docx', contentType: 'application/msword', content: 'no such thing' }
    const shown = await briefThis({ content: 'The minutes:', attachments: [PDF, broken] })
    expect(shown).toContain('voted to replace the swing bridge')
    expect(shown).toContain('Not read: a.docx: ')
  })

  it('briefs the page that a message links to, not what Discord shows of it', async () => {
    await open()
    const embeds = [
      { url: web.address('/news'), title: 'Board', description: 'Our readers love this story more than any.' },
    ]
    const shown = await briefThis({ content: `Worth a look: ${web.address('/news')}`, embeds })
    expect(shown).toContain('Board votes for a new bridge')
    expect(shown).not.toContain('Our readers love')
  })

  it('briefs what Discord shows of a page that cannot be read, and says so', async () => {
    await open()
    const description = 'The quay of Varna is repaired by forty workers from May to July.'
    const shown = await briefThis({
      content: `<${web.address('/gone')}>`,
      embeds: [{ url: web.address('/gone'), description }],
    })
    expect(shown).toContain('repaired by forty workers')
    expect(shown).toContain('Not read: 127.0.0.1: there is nothing at this address')
  })

  it('briefs what a forwarded message says, as another’s words', async () => {
    await open()
    const forward = stage.discord.say({ channel: 'other', user: 'cleo', content: TEXT })
    const shown = await briefThis({ content: '', forward })
    expect(shown).toContain('voted to replace the swing bridge')
    expect(shown).toContain(`From ${passageWording.forwardedTitle}, `)
  })

  it('briefs the pages and files of a forwarded message, whosever its embeds are', async () => {
    await open()
    const { discord } = stage
    const embeds = [{ url: web.address('/news'), title: 'Board', description: 'Our readers love this story.' }]
    const content = `Worth a look: ${web.address('/news')}`
    const said = discord.say({ channel: 'other', user: 'cleo', content, attachments: [PDF], embeds })
    const shown = await briefThis({ content: '', forward: said })
    expect(shown).toContain('From minutes.pdf; Board votes for a new bridge, ')
    expect(shown).not.toContain('Our readers love')
    // Without links in the text an embed is a bot's, which says in it what it has to say.
    discord.addUser({ name: 'robot', bot: true })
    const news = { title: 'Quay', description: 'The quay of Varna is repaired by forty workers from May to July.' }
    const forward = discord.say({ channel: 'other', user: 'robot', content: '', embeds: [news] })
    expect(await briefThis({ content: '', forward })).toContain('repaired by forty workers')
  })

  it('leaves links into Discord alone', async () => {
    await open()
    const shown = await briefThis({ content: 'The vote was put off to 9 June: https://discord.com/channels/1/2/3' })
    expect(shown).toContain('put off to 9 June')
    expect(shown).not.toContain('Not read')
  })

  it('mentions nobody, whatever a file is called', async () => {
    await open()
    const { discord } = stage
    const attachments = [
      { ...PDF, filename: `${HOSTILE}.pdf` },
      { ...PDF, filename: `${HOSTILE}.zip`, contentType: 'application/zip' },
    ]
    const message = discord.say({ channel: 'general', user: 'ben', content: '', attachments })
    const use = { name: wording.briefThis, message: message.id, user: 'ana', channel: 'general' }
    const exchange = await discord.messageCommand(use)
    const shown = await discord.until(() => exchange.edits[0], PATIENCE)
    expect(discord.readable(shown)).toContain('@everyone')
    expect(discord.mentions(shown)).toEqual([])
  })
})

it('a mention with a file is answered in its thread with the brief of the file', async () => {
  await open()
  const { discord } = stage
  const message = discord.say({
    channel: 'general',
    user: 'ana',
    content: 'brief this',
    mentions: ['bot'],
    attachments: [PDF],
  })
  const thread = await discord.until(() => discord.world.channels.get(message.id), PATIENCE)
  const posted = await discord.until(() => thread.messages.find(({ authorId }) => authorId === discord.botUserId))
  expect(discord.readable(posted)).toContain('voted to replace the swing bridge')
  expect(asked()).toHaveLength(1)
})

it('a message that is forwarded to the desk itself is briefed there', async () => {
  await open()
  const { discord } = stage
  const { id: channel } = discord.directMessages('ana')
  const forward = discord.say({ channel: 'general', user: 'ben', content: 'The minutes:', attachments: [PDF] })
  discord.say({ channel, user: 'ana', content: '', forward })
  const messages = () => discord.world.channels.get(channel)?.messages ?? []
  const posted = await discord.until(() => messages().find(({ authorId }) => authorId === discord.botUserId), PATIENCE)
  expect(discord.readable(posted)).toContain('voted to replace the swing bridge')
})
