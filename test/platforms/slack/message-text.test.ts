import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { textOfMessage } from '../../../src/platforms/slack/message-text.ts'

const rich = (...elements: object[]) => ({ type: 'rich_text', elements })
const section = (...elements: object[]) => ({ type: 'rich_text_section', elements })
const text = (words: string) => ({ type: 'text', text: words })

describe('the text of a message', () => {
  it('is what somebody wrote, in plain words', () => {
    expect(textOfMessage({ text: 'See <https://a.example|the paper> by <@U1> &amp; co :tada: at 10:30:45' })).toBe(
      'See the paper by @U1 & co at 10:30:45',
    )
  })

  it('is that of its blocks, where an app put it there', () => {
    const blocks = [
      { type: 'header', text: { type: 'plain_text', text: 'Incident 12' } },
      { type: 'divider' },
      { type: 'section', text: { type: 'mrkdwn', text: 'The <https://a.example|harbour> is closed &amp; guarded.' } },
      {
        type: 'section',
        fields: [
          { type: 'mrkdwn', text: 'Since: 3 May' },
          { type: 'plain_text', text: 'Until: 5 May' },
        ],
      },
      rich(
        section(text('Ask '), { type: 'user', user_id: 'U1' }, text(' in '), { type: 'channel', channel_id: 'C1' }),
        {
          type: 'rich_text_list',
          elements: [section(text('ferries')), section({ type: 'link', url: 'https://b.example', text: 'trains' })],
        },
        { type: 'rich_text_quote', elements: [text('No ship sails.'), { type: 'emoji', name: 'ship' }] },
      ),
      { type: 'markdown', text: 'More tomorrow.' },
      { type: 'context', elements: [{ type: 'plain_text', text: 'Port authority' }] },
      { type: 'actions', elements: [{ type: 'button', text: { type: 'plain_text', text: 'Resolve' } }] },
    ]
    expect(textOfMessage({ text: 'Incident 12', blocks })).toBe(
      [
        'Incident 12',
        'The harbour is closed & guarded.',
        'Since: 3 May\nUntil: 5 May',
        'Ask @U1 in #C1\n\n- ferries\n- trains\n\nNo ship sails.',
        'More tomorrow.',
        'Port authority',
      ].join('\n\n'),
    )
  })

  it('has its attachments where it says little itself, and forwarded messages always', () => {
    const preview = { title: 'The harbour', text: 'It is closed.', from_url: 'https://a.example' }
    expect(textOfMessage({ text: 'FYI', attachments: [preview] })).toBe('FYI\n\nThe harbour\n\nIt is closed.')
    const long = 'word '.repeat(30).trim()
    expect(textOfMessage({ text: long, attachments: [preview] })).toBe(long)
    const forwarded = {
      is_msg_unfurl: true,
      text: 'Short.',
      message_blocks: [{ message: { blocks: [rich(section(text('The ship was freed at noon.')))] } }],
    }
    expect(textOfMessage({ text: long, attachments: [forwarded] })).toBe(`${long}\n\nThe ship was freed at noon.`)
    const old = { pretext: 'Build', fields: [{ title: 'State', value: 'failed' }], fallback: 'unused' }
    expect(textOfMessage({ attachments: [old, { fallback: 'Only this.' }] })).toBe(
      'Build\n\nState: failed\n\nOnly this.',
    )
  })

  it('is some text for whatever a message holds', () => {
    const value = fc.anything({ withNullPrototype: false })
    fc.assert(
      fc.property(value, value, (blocks, attachments) => {
        expect(typeof textOfMessage({ blocks: [blocks], attachments: [attachments] })).toBe('string')
        expect(textOfMessage({ text: 'Hello there.', blocks, attachments })).toContain('Hello there.')
      }),
    )
  })
})
