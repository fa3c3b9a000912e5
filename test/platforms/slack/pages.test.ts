import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { wording } from '../../../src/core/wording.ts'
import { BRIEF_THIS } from '../../../src/platforms/slack/manifest.ts'
import type { FakeSlack } from '../../fakes/slack/fake-slack.ts'
import type { JsonObject } from '../../fakes/slack/json.ts'
import type { Message } from '../../fakes/slack/workspace.ts'
import * as faults from '../../fakes/web/faults.ts'
import { openReadingOn } from '../../fakes/web/reading.ts'
import { type FakeWeb, startFakeWeb } from '../../fakes/web/web-server.ts'
import { newsPage, paragraphs, REPORT } from '../../sources/article/pages.ts'
import { HOSTILE } from '../running-desk.ts'
import { openRealDesk, type RealDesk } from './real-desk.ts'

/** The first page starts the process that reads pages. */
const PATIENCE_MS = 15_000

let real: RealDesk
let slack: FakeSlack
let web: FakeWeb

beforeEach(async () => {
  web = await startFakeWeb()
  web.serve('/news', { headers: { 'content-type': 'text/html' }, body: newsPage() })
})

async function open(limitMs?: number): Promise<void> {
  real = await openRealDesk({ reading: openReadingOn(web, limitMs) })
  slack = real.slack
}

async function until(reached: () => boolean): Promise<void> {
  await slack.until(reached, reached.toString(), PATIENCE_MS)
}

afterEach(async () => {
  await real.stop()
  await web.close()
})

const linesOf = (message: Message | undefined) => (message === undefined ? [] : slack.readable(message))
const inChannel = () => slack.messages('C1').map((message) => linesOf(message).join('\n'))

describe('/brief with an address', () => {
  it('says that it reads, and posts the brief of the page with its title and address', async () => {
    await open()
    const { responses, isLate } = await slack.command({
      command: '/brief',
      text: web.address('/news'),
      user: 'U1',
      channel: 'C1',
    })
    expect(isLate).toBe(false)
    await until(() => slack.messages('C1').length > 0)
    expect(responses.map(linesOf)).toEqual([['Reading 127.0.0.1 …']])
    expect(inChannel()[0]).toContain('Board votes for a new bridge')
    expect(inChannel()[0]).toContain(wording.passageNote)
    expect(JSON.stringify(slack.messages('C1')[0]?.blocks)).toContain(web.address('/news'))
  })

  it('shows it to the asker alone where that is wished', async () => {
    await open()
    const text = `${web.address('/news')} private`
    const { responses } = await slack.command({ command: '/brief', text, user: 'U1', channel: 'C1' })
    await until(() => responses.length > 1)
    expect(linesOf(responses[1]).join('\n')).toContain('Board votes for a new bridge')
    expect(slack.messages('C1')).toEqual([])
  })

  it('offers to file it to admins alone', async () => {
    await open()
    web.serve('/varna', {
      headers: { 'content-type': 'text/html' },
      body: newsPage({
        body: paragraphs([...REPORT, 'The harbour of Varna was closed again on Monday after a freighter ran aground.']),
      }),
    })
    for (const user of ['U1', 'U2']) {
      const { responses } = await slack.command({
        command: '/brief',
        text: `${web.address('/varna')} private`,
        user,
        channel: 'C1',
      })
      await until(() => responses.length > 1)
      expect(linesOf(responses[1]).join('\n')).toContain(user === 'U2' ? '[File under' : '')
    }
  })

  it('tells the asker why there is none, and within the time limit', async () => {
    await open(1_000)
    web.serve('/slow', faults.silence)
    for (const [path, words] of [
      ['/missing', 'Not read: 127.0.0.1: there is nothing at this address (404).'],
      ['/slow', 'Not read: 127.0.0.1: it took more than 1 s to read.'],
    ] as const) {
      const { responses } = await slack.command({
        command: '/brief',
        text: web.address(path),
        user: 'U1',
        channel: 'C1',
      })
      await until(() => responses.length > 1)
      expect(linesOf(responses[1])).toEqual([words])
    }
    expect(slack.messages('C1')).toEqual([])
  })

  it('mentions nobody, whatever the page is called', async () => {
    await open()
    const hostile = newsPage({ head: `<meta property="og:title" content="${HOSTILE.replaceAll('<', '&lt;')}">` })
    web.serve('/hostile', {
      headers: { 'content-type': 'text/html' },
      body: hostile.replaceAll('Board votes for a new bridge', HOSTILE.replaceAll('<', '&lt;')),
    })
    await slack.command({ command: '/brief', text: web.address('/hostile'), user: 'U1', channel: 'C1' })
    await until(() => slack.messages('C1').length > 0)
    const [message] = slack.messages('C1')
    if (message === undefined) throw new Error('no message')
    expect(linesOf(message).join('\n')).toContain('@everyone')
    expect(slack.mentions(message)).toEqual([])
  })
})

describe('“Brief this”', () => {
  async function briefThis(text: string, attachments?: JsonObject[]): Promise<string> {
    const { message } = slack.say({
      channel: 'C1',
      user: 'U1',
      text,
      ...(attachments === undefined ? {} : { attachments }),
    })
    const { responses } = await slack.shortcut({ callbackId: BRIEF_THIS, user: 'U1', message })
    await until(() => slack.thread('C1', message.ts).length > 1 || responses.length > 1)
    const posted = slack.thread('C1', message.ts)[1]
    return (posted === undefined ? responses.slice(1).flatMap(linesOf) : linesOf(posted)).join('\n')
  }

  it('on a message that is a link briefs the page, not what Slack shows of it', async () => {
    await open()
    const preview = {
      from_url: web.address('/news'),
      title: 'Board votes',
      text: 'Our readers love this story more than any other story of the year.',
    }
    const shown = await briefThis(`Worth a look: <${web.address('/news')}>`, [preview])
    expect(shown).toContain('Board votes for a new bridge')
    expect(shown).not.toContain('Our readers love')
  })

  it('briefs what Slack shows of a page that cannot be read, and says so', async () => {
    await open()
    const preview = {
      from_url: web.address('/gone'),
      title: 'Quay',
      text: 'The quay of Varna is repaired by forty workers from May to July.',
    }
    const shown = await briefThis(`<${web.address('/gone')}>`, [preview])
    expect(shown).toContain('repaired by forty workers')
    expect(shown).toContain('Not read: 127.0.0.1: there is nothing at this address (404).')
  })

  it('on a longer message briefs that and the page', async () => {
    await open()
    const own =
      'We spoke with the harbour office this morning. They will repair the quay from May to July, and expect that forty workers are needed for it. The ferries of the summer timetable will sail from the southern pier meanwhile, where there is room for two.'
    const shown = await briefThis(`${own} <${web.address('/news')}>`)
    expect(shown).toContain('The ferries of the summer timetable')
    expect(shown).toContain('Board votes for a new bridge')
  })

  it('leaves links into Slack alone', async () => {
    await open()
    const shown = await briefThis(
      'The vote was put off to 9 June: <https://fake-team.slack.com/archives/C1/p1700000000000100>',
    )
    expect(shown).toContain('put off to 9 June')
    expect(shown).not.toContain('Not read')
  })
})

it('a mention with a link is answered with the brief of the page', async () => {
  await open()
  const { message } = slack.say({
    channel: 'C1',
    user: 'U1',
    text: `<@${slack.identity.botUserId}> brief <${web.address('/news')}>`,
  })
  await until(() => slack.thread('C1', message.ts).length > 1)
  expect(linesOf(slack.thread('C1', message.ts)[1]).join('\n')).toContain('Board votes for a new bridge')
  expect(web.requests.filter(({ path }) => path === '/news')).toHaveLength(1)
})
