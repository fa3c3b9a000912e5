import { describe, expect, it } from 'vitest'
import { findMentions } from './mentions.ts'
import { readable } from './reading.ts'

const section = (text: string, verbatim?: boolean) => ({
  type: 'section',
  text: { type: 'mrkdwn', text, ...(verbatim === undefined ? {} : { verbatim }) },
})
const richText = (...elements: object[]) => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_section', elements }],
})

describe('readable', () => {
  it('gives blocks as the lines a person reads', () => {
    const bold = { type: 'text', text: 'Trade', style: { bold: true } }
    const item = (text: string) => ({ type: 'rich_text_section', elements: [{ type: 'text', text }] })
    const blocks = [
      { type: 'header', text: { type: 'plain_text', text: 'India & Belarus' } },
      section('*Trade* rose &lt;5%&gt;, says <https://example.org|the ministry>\n_more_ on snake_case_names'),
      richText(bold, { type: 'text', text: ' rose ' }, { type: 'link', url: 'https://example.org', text: 'source' }),
      {
        type: 'rich_text',
        elements: [
          { type: 'rich_text_list', style: 'ordered', elements: [item('one'), item('two')] },
          { type: 'rich_text_quote', elements: [{ type: 'text', text: 'said\nso' }] },
        ],
      },
      { type: 'divider' },
      {
        type: 'context',
        elements: [
          { type: 'image', alt_text: 'flag' },
          { type: 'plain_text', text: '3 sources' },
        ],
      },
      {
        type: 'actions',
        elements: [
          { type: 'button', text: { type: 'plain_text', text: 'Follow' } },
          { type: 'static_select', placeholder: { type: 'plain_text', text: 'Topic' } },
        ],
      },
    ]
    expect(readable({ text: 'not shown', blocks })).toEqual([
      'India & Belarus',
      'Trade rose <5%>, says the ministry',
      'more on snake_case_names',
      'Trade rose source',
      '1. one',
      '2. two',
      '> said',
      '> so',
      '---',
      '(image: flag) 3 sources',
      '[Follow] [Topic]',
    ])
  })

  it('gives the text where there are no blocks', () => {
    expect(readable({ text: '*a* &amp;lt; <@U0ALICE01> <!here>\n\nb' })).toEqual(['a &lt; @U0ALICE01 @here', 'b'])
  })
})

describe('mentions', () => {
  const targets = (message: Parameters<typeof findMentions>[0]) =>
    findMentions(message, ['alice']).map(({ target, path }) => `${target} ${path}`)

  it.each([
    [{ text: '<!here> <@U0ALICE01> <!subteam^S0TEAM001|@team>' }, ['U0ALICE01', 'S0TEAM001', 'here']],
    [{ text: 'x', blocks: [section('<!channel|all>', true)] }, ['channel']],
    [{ text: 'x', blocks: [section('@here')] }, ['here']],
    [{ text: 'x', blocks: [section('ask @alice', false)] }, ['alice']],
    [{ text: '@everyone', sentWith: { link_names: 'true' } }, ['everyone']],
    [{ text: 'x', blocks: [richText({ type: 'user', user_id: 'U0ALICE01' })] }, ['U0ALICE01']],
    [{ text: 'x', blocks: [richText({ type: 'broadcast', range: 'here' })] }, ['here']],
    [{ text: 'x', blocks: [{ type: 'markdown', text: '<!everyone>' }] }, ['everyone']],
    [{ text: 'x', attachments: [{ pretext: '<!here>', blocks: [section('<!channel>', true)] }] }, ['here', 'channel']],
  ])('finds what fires: %#', (message, expected) => {
    expect(
      findMentions(message, ['alice'])
        .map(({ target }) => target)
        .sort(),
    ).toEqual([...expected].sort())
  })

  it.each([
    [{ text: '&lt;!here&gt; &lt;@U0ALICE01&gt; @here' }],
    [{ text: 'x', blocks: [section('@here &lt;!channel&gt;', true)] }],
    [{ text: 'x', blocks: [section('mail someone@here.example or a@alice')] }],
    [{ text: 'x', blocks: [richText({ type: 'text', text: '<!here> <@U0ALICE01> @here' })] }],
    [{ text: 'x', blocks: [{ type: 'header', text: { type: 'plain_text', text: '<!here> @here' } }] }],
  ])('passes over what does not: %#', (message) => {
    expect(targets(message)).toEqual([])
  })

  it('tells where', () => {
    expect(targets({ text: '<!here>', blocks: [section('a', true), section('<@U0ALICE01>', true)] })).toEqual([
      'here /text',
      'U0ALICE01 /blocks/1/text',
    ])
  })
})
