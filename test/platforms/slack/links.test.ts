import { expect, test } from 'vitest'
import { readMessage } from '../../../src/platforms/slack/incoming.ts'
import { linksOf } from '../../../src/platforms/slack/links.ts'
import { previewsOf, textOfMessage } from '../../../src/platforms/slack/message-text.ts'

const LINK = { type: 'link', url: 'https://a.example/x?b=1&c=2' }
const PREVIEW = { from_url: 'https://a.example/x', title: 'The harbour', text: 'It is closed.' }

test.each([
  ['in its text', { text: '<https://a.example/x?b=1&amp;c=2|a report> and <https://b.example>' }, 2],
  [
    'in rich text, the same once',
    {
      text: '<https://a.example/x?b=1&amp;c=2>',
      blocks: [{ type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [LINK] }] }],
    },
    1,
  ],
  [
    'in a list',
    {
      blocks: [
        {
          type: 'rich_text',
          elements: [{ type: 'rich_text_list', elements: [{ type: 'rich_text_section', elements: [LINK] }] }],
        },
      ],
    },
    1,
  ],
  [
    'in a section',
    {
      blocks: [
        {
          type: 'section',
          text: { type: 'mrkdwn', text: '<https://a.example/x|a>' },
          fields: [{ type: 'mrkdwn', text: '<https://b.example/>' }],
        },
      ],
    },
    2,
  ],
  ['in Markdown', { blocks: [{ type: 'markdown', text: '[a](https://a.example/x)' }] }, 1],
  ['in what it forwards', { attachments: [{ is_msg_unfurl: true, text: '<https://a.example/x>' }] }, 1],
  [
    'that can only be pressed',
    { blocks: [{ type: 'actions', elements: [{ type: 'button', url: 'https://a.example/x' }] }] },
    0,
  ],
  ['in the preview of another', { attachments: [{ ...PREVIEW, text: '<https://b.example>' }] }, 0],
  ['that heads an app’s news', { attachments: [{ title: 'News', title_link: 'https://a.example/x' }] }, 1],
  ['that heads a preview', { attachments: [{ ...PREVIEW, title_link: 'https://a.example/x' }] }, 0],
  ['into Slack', { text: '<https://team.slack.com/archives/C1/p1> <https://slack.com/help>' }, 0],
  ['with another scheme', { text: '<mailto:a@a.example> <javascript:alert(1)>' }, 0],
])('links of a message %s', (_where, message, count) => {
  expect(linksOf(message)).toHaveLength(count)
})

test('what is nested without end is left', () => {
  let block: Record<string, unknown> = { ...LINK }
  for (let depth = 0; depth < 5_000; depth += 1) block = { type: 'rich_text_section', elements: [block] }
  expect(linksOf({ blocks: [block] })).toEqual([])
})

test('previews of links count for a poor text, unless the pages themselves are read', () => {
  const message = { text: '<https://a.example/x>', attachments: [PREVIEW, { text: 'A bot’s own words.' }] }
  expect(textOfMessage(message)).toContain('It is closed.')
  expect(textOfMessage(message, 'previews')).toBe('https://a.example/x\n\nA bot’s own words.')
  expect(previewsOf(message)).toBe('The harbour\n\nIt is closed.')
})

test('a mention has its links spelled out where people typed no more than those', () => {
  const hear = (text: string) =>
    readMessage({ channel: 'C1', ts: '1.1', user: 'U1', text }, { team: 'T1', botUser: 'UB' })?.text
  expect(hear('<@UB> brief <http://a.example|a.example>')).toBe('brief http://a.example')
  expect(hear('<@UB> brief <http://a.example/|a.example>')).toBe('brief http://a.example/')
  expect(hear('<@UB> what of <http://a.example/x|the report>?')).toBe('what of the report?')
})
