import { byType, type Check, flag, list, number, oneOf, only, shape, text, typed } from './schema.ts'

// Source of every row: @slack/types 3.2.0, block-kit/block-elements.d.ts, from RichTextBroadcastMention on.

const style = shape({ 'bold?': flag(), 'italic?': flag(), 'strike?': flag(), 'code?': flag(), 'underline?': flag() })
const styled = { 'style?': style }

const INLINE: Record<string, Check> = {
  text: typed('text', { text: text({ min: 1 }), ...styled }),
  link: typed('link', { url: text({ min: 1 }), 'text?': text(), 'unsafe?': flag(), ...styled }),
  user: typed('user', { user_id: text({ min: 1 }), ...styled }),
  usergroup: typed('usergroup', { usergroup_id: text({ min: 1 }), ...styled }),
  team: typed('team', { team_id: text({ min: 1 }), ...styled }),
  channel: typed('channel', { channel_id: text({ min: 1 }), ...styled }),
  broadcast: typed('broadcast', { range: oneOf('here', 'channel', 'everyone'), ...styled }),
  emoji: typed('emoji', { name: text({ min: 1 }), 'unicode?': text(), 'url?': text(), ...styled }),
  color: typed('color', { value: text({ min: 1 }), ...styled }),
  date: typed('date', {
    timestamp: number(),
    format: text({ min: 1 }),
    'url?': text(),
    'fallback?': text(),
    ...styled,
  }),
}

const border = { 'border?': oneOf(0, 1) }
const inline = byType(INLINE)
const section = typed('rich_text_section', { elements: list(inline, { min: 0 }) })

/** The parts of a `rich_text` block. */
export const richTextPart = byType({
  rich_text_section: section,
  rich_text_list: typed('rich_text_list', {
    elements: list(byType({ rich_text_section: section })),
    style: oneOf('bullet', 'ordered'),
    'indent?': number({ min: 0, max: 8 }),
    'offset?': number({ min: 0 }),
    ...border,
  }),
  rich_text_quote: typed('rich_text_quote', { elements: list(inline), ...border }),
  rich_text_preformatted: typed('rich_text_preformatted', {
    elements: list(byType(only(INLINE, 'text', 'link'))),
    'language?': text(),
    ...border,
  }),
})
