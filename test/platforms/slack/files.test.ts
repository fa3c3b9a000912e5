import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { wording } from '../../../src/core/wording.ts'
import { BRIEF_THIS, SCOPES } from '../../../src/platforms/slack/manifest.ts'
import type { FakeSlack } from '../../fakes/slack/fake-slack.ts'
import type { Upload } from '../../fakes/slack/files.ts'
import type { Message } from '../../fakes/slack/workspace.ts'
import { openReadingOn } from '../../fakes/web/reading.ts'
import { type FakeWeb, startFakeWeb } from '../../fakes/web/web-server.ts'
import { setColumn, writePdf } from '../../sources/office/pdf-writer.ts'
import { HOSTILE } from '../running-desk.ts'
import { openRealDesk, type RealDesk } from './real-desk.ts'

const TEXT = 'The board voted to replace the swing bridge, which has been closed to lorries since the winter.'
const PDF: Upload = {
  name: 'minutes.pdf',
  content: writePdf({ pages: [setColumn([TEXT], { x: 50, y: 700, width: 60 })] }),
  mimetype: 'application/pdf',
}
const HTML: Upload = {
  name: 'saved.html',
  content: `<html><title>Bridge</title><p>${TEXT}</p></html>`,
  mimetype: 'text/html',
}

let real: RealDesk
let slack: FakeSlack
let web: FakeWeb

async function open(scopes: readonly string[] = SCOPES.map(({ scope }) => scope)): Promise<void> {
  real = await openRealDesk({ scopes, reading: openReadingOn(web) })
  slack = real.slack
}

beforeEach(async () => {
  web = await startFakeWeb()
})

afterEach(async () => {
  await real.stop()
  await web.close()
})

/** The first file starts the process that reads files. */
async function until(reached: () => boolean): Promise<void> {
  await slack.until(reached, reached.toString(), 15_000)
}

const linesOf = (message: Message | undefined) => (message === undefined ? [] : slack.readable(message))

/** A message with these files, on which “Brief this” is chosen: what everybody sees below it, or what the asker is told at last. */
async function briefThis(
  ...uploads: Upload[]
): Promise<{ posted: string[]; told: string[]; brief: Message | undefined }> {
  const { message } = slack.say({
    channel: 'C1',
    user: 'U1',
    text: '',
    files: uploads.map((one) => slack.addFile(one)),
  })
  const { responses } = await slack.shortcut({ callbackId: BRIEF_THIS, user: 'U1', message })
  await until(() => slack.thread('C1', message.ts).length > 1 || responses.length > 1)
  const brief = slack.thread('C1', message.ts)[1]
  return { posted: linesOf(brief), told: responses.slice(1).flatMap(linesOf), brief }
}

const asked = () => slack.files.requests

describe('a file on a message', () => {
  it('is briefed below it, and asked for once, with the token', async () => {
    await open()
    const { posted } = await briefThis(PDF)
    expect(posted).toContainEqual(expect.stringContaining('voted to replace the swing bridge'))
    expect(posted.join('\n')).toContain('minutes.pdf')
    expect(posted.join('\n')).toContain(`From minutes.pdf. ${wording.passageNote}`)
    expect(asked().map(({ authorization }) => authorization)).toEqual([`Bearer ${slack.botToken}`])
  })

  it('is said to be read while people wait', async () => {
    await open()
    const { message } = slack.say({ channel: 'C1', user: 'U1', text: '', files: [slack.addFile(PDF)] })
    const { responses, isLate } = await slack.shortcut({ callbackId: BRIEF_THIS, user: 'U1', message })
    expect(isLate).toBe(false)
    await until(() => responses.length > 0)
    expect(linesOf(responses[0])).toEqual(['Reading minutes.pdf …'])
    await until(() => slack.thread('C1', message.ts).length > 1)
  })

  it('may be a page, which is told from Slack’s own by its length', async () => {
    await open()
    expect((await briefThis(HTML)).posted.join('\n')).toContain('swing bridge')
  })

  it('may have to be looked up first, in a channel that is shared with others', async () => {
    await open()
    expect((await briefThis({ ...PDF, mustBeLookedUp: true })).posted.join('\n')).toContain('minutes.pdf')
    expect(slack.calls('files.info')).toHaveLength(1)
  })

  it('may be on a message that mentions the desk, and is fetched once though the mention comes twice', async () => {
    await open()
    const text = `<@${slack.identity.botUserId}> brief this`
    const { message } = slack.say({ channel: 'C1', user: 'U1', text, files: [slack.addFile(PDF)] })
    await until(() => slack.thread('C1', message.ts).length > 1)
    expect(linesOf(slack.thread('C1', message.ts)[1]).join('\n')).toContain('swing bridge')
    const target = { platform: 'slack', channel: 'C1' }
    await vi.waitFor(async () => expect(await real.desk.store.topicsOfThread(target, message.ts)).toHaveLength(1))
    slack.say({
      channel: 'C1',
      user: 'U2',
      text: `<@${slack.identity.botUserId}> Who voted to replace the swing bridge?`,
      threadTs: message.ts,
    })
    await until(() => slack.thread('C1', message.ts).length > 3)
    expect(linesOf(slack.thread('C1', message.ts)[3]).join('\n')).toContain('The board voted')
    expect(asked()).toHaveLength(1)
  })

  it('is not fetched because somebody writes one below', async () => {
    await open()
    slack.say({ channel: 'C1', user: 'U1', text: 'For the record', files: [slack.addFile(PDF)] })
    await slack.command({ command: '/brief', user: 'U1', channel: 'C1' })
    expect(asked()).toEqual([])
  })
})

describe('the token', () => {
  it.each([
    ['another site', () => web.address('/files-pri/T1-F1/x.pdf')],
    ['a name like Slack’s', () => `https://files.slack.com.evil.example:${web.port}/files-pri/T1-F1/x.pdf`],
    ['Slack’s name before the host', () => `http://files.slack.com@${web.host}/files-pri/T1-F1/x.pdf`],
    ['Slack without TLS', () => 'http://files.slack.com/files-pri/T1-F1/x.pdf'],
    ['a method of Slack’s', () => `${slack.apiUrl}auth.revoke`],
    ['no address', () => 'javascript:alert(1)'],
  ])('is not sent to %s, nor anything else', async (_what, address) => {
    await open()
    const before = slack.calls().length
    const { told } = await briefThis({ ...PDF, address: address() })
    expect(told.join('\n')).toMatch(/^Not read: minutes\.pdf: it (?:does not lie on Slack’s file host|was deleted)/u)
    expect(web.requests).toEqual([])
    expect(asked()).toEqual([])
    expect(
      slack
        .calls()
        .slice(before)
        .some(({ method }) => method === 'auth.revoke'),
    ).toBe(false)
  })

  it('does not go along where Slack leads on, and to others nobody goes', async () => {
    await open()
    expect((await briefThis({ ...PDF, leadsTo: web.address('/x.pdf') })).told.join('')).toContain(
      'Slack leads elsewhere',
    )
    expect(web.requests).toEqual([])
    const taken = slack.addFile(PDF)
    const path = `/files-pri/T1-${taken.id}/taken`
    expect((await briefThis({ ...PDF, leadsTo: path })).posted.join('\n')).toContain('swing bridge')
    expect(asked().at(-1)).toEqual({ path, authorization: undefined })
  })

  it('that may read no files is told from a file, and the people are told what to do', async () => {
    await open(SCOPES.map(({ scope }) => scope).filter((scope) => scope !== 'files:read'))
    for (const upload of [PDF, HTML, { ...PDF, mustBeLookedUp: true }]) {
      expect((await briefThis(upload)).told.join('\n')).toContain('adds the scope files:read, installs the app again')
    }
  })
})

describe('a file that cannot be had', () => {
  it.each([
    ['was deleted', { mode: 'tombstone' }, 'it was deleted'],
    ['lies elsewhere', { mode: 'external', is_external: true }, 'it lies outside Slack'],
    ['is hidden', { mode: 'hidden_by_limit' }, 'Slack hides it'],
    ['is a canvas', { mode: 'quip' }, 'canvases'],
    ['is denied', { file_access: 'access_denied' }, 'not shared with the app'],
  ])('%s: that is said, and nobody is asked', async (_what, fields, words) => {
    await open()
    expect((await briefThis({ ...PDF, fields })).told.join('\n')).toContain(words)
    expect(asked()).toEqual([])
  })

  it('is too large: that is said before it is asked for, or as soon as it shows', async () => {
    await open()
    const large = { ...PDF, size: 30 * 1024 * 1024 }
    expect((await briefThis(large)).told.join('\n')).toContain('too large: 30 MB, and at most 20 are read')
    expect(asked()).toEqual([])
    const lying = { name: 'a.txt', content: new Uint8Array(21 * 1024 * 1024), size: 100 }
    expect((await briefThis(lying)).told.join('\n')).toContain('larger than 20 MB')
  })

  it('keeps no other from being read, and is named below the brief', async () => {
    await open()
    const { posted } = await briefThis({ ...PDF, name: 'old.pdf', fields: { mode: 'tombstone' } }, PDF)
    expect(posted.join('\n')).toContain('swing bridge')
    expect(posted.join('\n')).toContain('Not read: old.pdf: it was deleted.')
  })

  it('mentions nobody, whatever it is called', async () => {
    await open()
    const name = `${HOSTILE}.zip`
    const { told, brief } = await briefThis(
      { ...PDF, name, mimetype: 'application/zip' },
      { ...PDF, name: `${HOSTILE}.pdf` },
    )
    expect(told).toEqual([])
    if (brief === undefined) throw new Error('no brief')
    expect(slack.readable(brief).join('\n')).toContain(HOSTILE)
    expect(slack.mentions(brief)).toEqual([])
    const alone = await briefThis({ ...PDF, name, mimetype: 'application/zip' })
    expect(alone.told.join('\n')).toContain(`Not read: ${HOSTILE}`)
  })
})
