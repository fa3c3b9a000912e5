import { describe, expect, it } from 'vitest'
import { readEml } from '../../../src/sources/office/eml.ts'
import { ownTextOf } from '../../../src/sources/office/replies.ts'

const HEAD = [
  'From: =?utf-8?Q?Ann_M=C3=BCller?= <ann@harbour.example>',
  'To: board@harbour.example',
  'Subject: Re: AW: The bridge',
  'Date: Thu, 14 Mar 2024 10:15:00 +0100',
]
const TEXT = 'The board voted to replace the swing bridge,\nwhich has been closed to lorries since the winter.'
const JOINED = TEXT.replace('\n', ' ')

function mail(body: string, ...more: string[]): Uint8Array {
  return new TextEncoder().encode([...HEAD, 'MIME-Version: 1.0', ...more, '', body].join('\n').replaceAll('\n', '\r\n'))
}

function parts(kind: 'mixed' | 'alternative', ...list: readonly (readonly [type: string, body: string])[]): Uint8Array {
  const body = list.map(([type, text]) => `--x\nContent-Type: ${type}\n\n${text}\n`).join('')
  return mail(`${body}--x--`, `Content-Type: multipart/${kind}; boundary=x`)
}

describe('a mail', () => {
  it('gives subject, day, sender and text', async () => {
    expect(await readEml(mail(TEXT, 'Content-Type: text/plain; charset=utf-8'))).toEqual({
      title: 'The bridge',
      date: '2024-03-14T09:15:00.000Z',
      byline: 'Ann Müller',
      blocks: [{ kind: 'prose', text: JOINED }],
    })
  })

  it('in HTML alone, without what it quotes and signs', async () => {
    const html = `<style>p{}</style><h2>Vote</h2><p>${JOINED}</p><ul><li>a later ferry</li></ul>
      <div class="gmail_quote"><div class="gmail_attr">On 3 May Ben wrote:</div><blockquote>Old words.</blockquote></div>`
    const paper = await readEml(mail(html, 'Content-Type: text/html; charset=utf-8'))
    expect(paper.blocks).toEqual([
      { kind: 'heading', text: 'Vote' },
      { kind: 'prose', text: JOINED },
      { kind: 'item', text: 'a later ferry' },
    ])
  })

  it('whose text only points to the HTML is read from that', async () => {
    const html = `<p>${JOINED}</p><p>${JOINED}</p>`
    const paper = await readEml(parts('alternative', ['text/plain', 'See the web version.'], ['text/html', html]))
    expect(paper.blocks.map(({ text }) => text)).toEqual([JOINED, JOINED])
  })

  it('in another encoding', async () => {
    const head = mail('', 'Content-Type: text/plain; charset=windows-1251')
    const paper = await readEml(Uint8Array.from([...head, 0xcc, 0xee, 0xf1, 0xf2, 0x2e]))
    expect(paper.blocks).toEqual([{ kind: 'prose', text: 'Мост.' }])
  })

  it('leaves attachments unread, and names them where there is nothing else', async () => {
    const attachment = ['application/pdf; name="plan.pdf"\nContent-Disposition: attachment', '%PDF-1.4'] as const
    expect((await readEml(parts('mixed', ['text/plain', TEXT], attachment))).blocks).toEqual([
      { kind: 'prose', text: JOINED },
    ])
    await expect(readEml(parts('mixed', attachment))).rejects.toThrow(
      /no text but an attachment: plan\.pdf; put that into/u,
    )
  })

  it('is none without a head', async () => {
    await expect(readEml(new TextEncoder().encode('Some words.\n'))).rejects.toThrow(/no mail/u)
  })
})

describe('what the sender wrote', () => {
  it.each<[string, string, string]>([
    ['before a quotation', 'Yes.\n\nOn Tue, 3 May 2024 at 10:00, Ben <b@x.org> wrote:\n> Shall we?\n> Ben', 'Yes.'],
    ['before a wrapped attribution', 'Yes.\n\nOn Tue, 3 May 2024 at 10:00, Ben\n<b@x.org> wrote:\n> Shall we?', 'Yes.'],
    ['in German', 'Ja.\n\nAm 3. Mai 2024 um 10:00 schrieb Ben <b@x.org>:\n> Wollen wir?', 'Ja.'],
    ['in Russian', 'Да.\n\nвт, 3 мая 2024 г. в 10:00, Иван <i@x.org> пишет:\n> Когда?', 'Да.'],
    [
      'before a message quoted whole',
      'Yes.\n\n-----Original Message-----\nFrom: Ben\nSent: Tuesday\n\nShall we?',
      'Yes.',
    ],
    ['before another’s head', 'Yes.\n\nFrom: Ben <b@x.org>\nSent: Tuesday\nTo: Ann\n\nShall we?', 'Yes.'],
    ['before a signature', 'Yes.\n-- \nAnn\nHarbour board', 'Yes.'],
    ['before the foot of a list', `Yes.\n${'_'.repeat(47)}\nboard mailing list`, 'Yes.'],
    ['below, point by point', 'On 3 May, Ben wrote:\n> Shall we?\nYes.\n> When?\nIn June.', 'Yes.\nIn June.'],
    ['nothing of one’s own', '> Shall we?\n> Ben', 'Shall we?\nBen'],
    [
      'a forward',
      'See below.\n\n---------- Forwarded message ---------\nFrom: Ben\nDate: x\n\nShall we?',
      'See below.\n\n---------- Forwarded message ---------\nFrom: Ben\nDate: x\n\nShall we?',
    ],
    [
      'what merely looks like it',
      'He wrote:\nFrom: the start we knew.\n\nOn Monday she wrote a letter.',
      'He wrote:\nFrom: the start we knew.\n\nOn Monday she wrote a letter.',
    ],
  ])('%s', (_what, text, own) => {
    expect(ownTextOf(text)).toBe(own)
  })
})
