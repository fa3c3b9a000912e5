import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { Arguments } from './arguments.ts'
import { formProblems, SCHEMA_ORIGIN, viewFormProblems } from './block-schema.ts'
import { blockProblems, textTotalOf, viewProblems } from './blocks.ts'
import { readContent } from './content.ts'
import { LIMITS } from './limits.ts'

const plain = (length: number) => ({ type: 'plain_text', text: 'a'.repeat(length) })
const mrkdwn = (length: number) => ({ type: 'mrkdwn', text: 'a'.repeat(length), verbatim: true })
const button = (fields = {}) => ({ type: 'button', text: plain(5), ...fields })
const option = (value: string) => ({ text: plain(5), value })
const many = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, n) => make(n))
const select = (count: number) => ({ type: 'static_select', options: many(count, (n) => option(`${n}`)) })
const richText = (...elements: unknown[]) => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_section', elements }],
})
const modal = (fields = {}) => ({ type: 'modal', title: plain(24), blocks: [], ...fields })
const input = (element: unknown) => ({ type: 'input', block_id: 'b', label: plain(5), element })

describe('blocks', () => {
  it.each([
    ['header', (n: number) => [{ type: 'header', text: plain(n) }], LIMITS.header],
    ['section text', (n: number) => [{ type: 'section', text: mrkdwn(n) }], LIMITS.sectionText],
    ['section field', (n: number) => [{ type: 'section', fields: [mrkdwn(n)] }], LIMITS.sectionField],
    ['fields', (n: number) => [{ type: 'section', fields: many(n, () => plain(1)) }], LIMITS.sectionFields],
    ['context', (n: number) => [{ type: 'context', elements: many(n, () => plain(1)) }], LIMITS.contextElements],
    ['actions', (n: number) => [{ type: 'actions', elements: many(n, () => button()) }], LIMITS.actionsElements],
    ['button text', (n: number) => [{ type: 'actions', elements: [button({ text: plain(n) })] }], LIMITS.buttonText],
    ['value', (n: number) => [{ type: 'actions', elements: [button({ value: 'a'.repeat(n) })] }], LIMITS.buttonValue],
    ['url', (n: number) => [{ type: 'actions', elements: [button({ url: 'a'.repeat(n) })] }], LIMITS.buttonUrl],
    ['action_id', (n: number) => [{ type: 'actions', elements: [button({ action_id: 'a'.repeat(n) })] }], 255],
    ['block_id', (n: number) => [{ type: 'divider', block_id: 'a'.repeat(n) }], LIMITS.blockId],
    ['options', (n: number) => [{ type: 'actions', elements: [select(n)] }], LIMITS.selectOptions],
    ['blocks', (n: number) => many(n, () => ({ type: 'divider' })), LIMITS.messageBlocks],
    ['markdown', (n: number) => [{ type: 'markdown', text: 'a'.repeat(n) }], LIMITS.markdownText],
  ])('%s: takes the limit and refuses one more', (_name, make, limit) => {
    expect(blockProblems(make(limit))).toEqual([])
    expect(blockProblems(make(limit + 1))).not.toEqual([])
  })

  it.each([
    [{ type: 'header', text: plain(151) }, 'must be less than 151 characters [json-pointer:/blocks/0/text/text]'],
    [{ type: 'header', text: mrkdwn(1) }, 'must be one of plain_text [json-pointer:/blocks/0/text/type]'],
    [{ type: 'heading' }, 'unsupported type: heading [json-pointer:/blocks/0/type]'],
    [{ type: 'divider', text: plain(1) }, 'invalid additional property: text [json-pointer:/blocks/0]'],
    [{ type: 'section' }, 'text or fields is required [json-pointer:/blocks/0]'],
    [{ type: 'section', text: plain(0) }, 'must be more than 0 characters [json-pointer:/blocks/0/text/text]'],
    [{ type: 'image', image_url: 'https://x' }, 'missing required field: alt_text [json-pointer:/blocks/0]'],
    [{ type: 'image', alt_text: 'x' }, 'exactly one of image_url and slack_file is required [json-pointer:/blocks/0]'],
    [{ type: 'actions', elements: [] }, 'no fewer than 1 items required [json-pointer:/blocks/0/elements]'],
    [
      { type: 'actions', elements: [{ type: 'plain_text_input' }] },
      'unsupported type: plain_text_input [json-pointer:/blocks/0/elements/0/type]',
    ],
    [richText({ type: 'text', text: '' }), /blocks\/0\/elements\/0\/elements\/0\/text/],
    [richText({ type: 'broadcast', range: 'all' }), /must be one of here, channel, everyone/],
    [richText({ type: 'text', text: 'a', style: { bold: 'yes' } }), /style\/bold/],
  ])('says what is wrong and where: %#', (block, problem) => {
    expect(blockProblems([block])).toContainEqual(
      typeof problem === 'string' ? problem : expect.stringMatching(problem),
    )
  })

  it('takes every part of rich text', () => {
    const inline = [
      { type: 'text', text: 'bold', style: { bold: true } },
      { type: 'link', url: 'https://example.org', text: 'there' },
      { type: 'user', user_id: 'U0ALICE01' },
      { type: 'channel', channel_id: 'C0GENERAL' },
      { type: 'emoji', name: 'wave' },
      { type: 'date', timestamp: 1, format: '{date}', fallback: 'then' },
    ]
    const section = { type: 'rich_text_section', elements: inline }
    const block = {
      type: 'rich_text',
      elements: [
        section,
        { type: 'rich_text_list', style: 'bullet', indent: 1, elements: [section] },
        { type: 'rich_text_quote', elements: inline },
        { type: 'rich_text_preformatted', elements: [{ type: 'text', text: 'code' }] },
      ],
    }
    expect(blockProblems([block])).toEqual([])
  })

  it('refuses repeated ids', () => {
    const twin = { type: 'divider', block_id: 'same' }
    expect(blockProblems([twin, twin])).toEqual(['block_id already exists: same [json-pointer:/blocks]'])
    const elements = [button({ action_id: 'go' }), button({ action_id: 'go' })]
    expect(blockProblems([{ type: 'actions', elements }])).toHaveLength(1)
  })

  it('limits the text of all blocks together, but not in response URLs', () => {
    const sections = (last: number) => [...many(3, () => 3_000), last].map((n) => ({ type: 'section', text: plain(n) }))
    const fits = sections(LIMITS.blockTextTotal - 9_000)
    expect(textTotalOf(fits)).toBe(LIMITS.blockTextTotal)
    expect(() => readContent(new Arguments({ blocks: fits }), true)).not.toThrow()
    const tooLong = new Arguments({ blocks: sections(LIMITS.blockTextTotal - 8_999) })
    expect(() => readContent(tooLong, true)).toThrow('msg_blocks_too_long')
    expect(() => readContent(tooLong, false)).not.toThrow()
    const markdown = (n: number) =>
      new Arguments({ blocks: [6_000, n].map((m) => ({ type: 'markdown', text: 'a'.repeat(m) })) })
    expect(() => readContent(markdown(LIMITS.markdownTextTotal - 6_000), true)).not.toThrow()
    expect(() => readContent(markdown(LIMITS.markdownTextTotal - 5_999), true)).toThrow('msg_blocks_too_long')
  })
})

describe('views', () => {
  it.each([
    [{ title: plain(25) }, 'must be less than 25 characters [json-pointer:/view/title/text]'],
    [{ submit: plain(25) }, 'must be less than 25 characters [json-pointer:/view/submit/text]'],
    [
      { private_metadata: 'a'.repeat(3_001) },
      'must be less than 3001 characters [json-pointer:/view/private_metadata]',
    ],
    [{ blocks: many(101, () => ({ type: 'divider' })) }, 'no more than 100 items allowed [json-pointer:/view/blocks]'],
    [{ blocks: [{ type: 'markdown', text: 'a' }] }, 'unsupported type: markdown [json-pointer:/view/blocks/0/type]'],
    [
      { blocks: [input({ type: 'plain_text_input' })] },
      'submit is required when blocks contain an input [json-pointer:/view]',
    ],
  ])('says what is wrong and where: %#', (fields, problem) => {
    expect(viewProblems(modal(fields))).toEqual([problem])
  })

  it('takes a modal with every kind of input', () => {
    const elements = [
      { type: 'plain_text_input', multiline: true, placeholder: plain(150) },
      { type: 'conversations_select', default_to_current_conversation: true, filter: { include: ['public'] } },
      { type: 'external_select', min_query_length: 0 },
      { type: 'timepicker', initial_time: '08:00', timezone: 'Europe/Brussels' },
      { type: 'checkboxes', options: [option('a')] },
      { type: 'multi_static_select', options: [option('a')], max_selected_items: 2 },
    ]
    const blocks = elements.map((element, n) => ({ ...input(element), block_id: `b${n}` }))
    expect(viewProblems(modal({ blocks, submit: plain(4), callback_id: 'setup' }))).toEqual([])
  })
})

describe('the form that @slack/types gives', () => {
  const header = { type: 'header', text: plain(5) }
  const { version } = JSON.parse(readFileSync('node_modules/@slack/types/package.json', 'utf8'))

  it('is that of the installed version', () => {
    expect(SCHEMA_ORIGIN).toContain(`@slack/types ${version} `)
  })

  it.each([
    [{ ...header, level: 2 }, /^must NOT have additional properties level \[json-pointer:\/blocks\/0\]/],
    [{ type: 'header' }, /must have required property 'text' \[json-pointer:\/blocks\/0\]/],
    [{ type: 'heading' }, /^unsupported type: heading/],
    [richText({ type: 'text', text: 'a', bold: true }), /blocks\/0\/elements\/0\/elements\/0/],
    [{ type: 'table', rows: [[{ type: 'raw_text', text: 1 }]] }, /blocks\/0\/rows\/0\/0\/text/],
    [{ type: 'actions', elements: [button({ emoji: true })] }, /blocks\/0\/elements\/0/],
  ])('is held, unknown fields and all: %#', (block, problem) => {
    expect(formProblems([block], '/blocks')).toEqual([expect.stringMatching(problem)])
  })

  it('is known of every block, also of those whose lengths are not checked yet', () => {
    const table = { type: 'table', rows: [[{ type: 'raw_text', text: 'a' }]] }
    expect(
      formProblems([header, table, { type: 'divider' }, richText({ type: 'text', text: 'a' })], '/blocks'),
    ).toEqual([])
    expect(viewFormProblems(modal({ blocks: [header, input({ type: 'plain_text_input' })] }))).toEqual([])
    expect(viewFormProblems(modal({ width: 3 }))).toEqual([expect.stringMatching(/json-pointer:\/view\]/)])
  })
})
