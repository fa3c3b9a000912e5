import { anyText, ELEMENTS, imageFields, imageRule, plainText } from './element-types.ts'
import { LIMITS } from './limits.ts'
import { richTextPart } from './rich-text-types.ts'
import { byType, type Check, flag, list, only, text, typed } from './schema.ts'

// Source of every row: @slack/types 3.2.0, block-kit/blocks.d.ts and views.d.ts.

const named = { 'block_id?': text({ max: LIMITS.blockId }) }
const SELECTS = ['static_select', 'external_select', 'users_select', 'channels_select', 'conversations_select']
const CHOOSERS = [...SELECTS, ...SELECTS.map((type) => `multi_${type}`), 'checkboxes', 'radio_buttons']
const PICKERS = ['datepicker', 'timepicker', 'datetimepicker']
const INPUTS = ['plain_text_input', 'email_text_input', 'url_text_input', 'number_input', 'rich_text_input']

const accessory = byType(only(ELEMENTS, 'button', 'overflow', 'image', 'datepicker', 'timepicker', ...CHOOSERS))
const contextElement = byType({
  plain_text: plainText(LIMITS.textObject),
  mrkdwn: anyText(LIMITS.textObject),
  ...only(ELEMENTS, 'image'),
})

/** The blocks the fake knows. Others exist (table, card, video, …) and are refused until a row is written for them. */
const BLOCKS: Record<string, Check> = {
  section: typed(
    'section',
    {
      'text?': anyText(LIMITS.sectionText),
      'fields?': list(anyText(LIMITS.sectionField), { max: LIMITS.sectionFields }),
      'accessory?': accessory,
      'expand?': flag(),
      ...named,
    },
    ({ text: body, fields }) => (body === undefined && fields === undefined ? 'text or fields is required' : undefined),
  ),
  header: typed('header', { text: plainText(LIMITS.header), ...named }),
  context: typed('context', { elements: list(contextElement, { max: LIMITS.contextElements }), ...named }),
  actions: typed('actions', {
    elements: list(byType(only(ELEMENTS, 'button', 'overflow', 'rich_text_input', ...PICKERS, ...CHOOSERS)), {
      max: LIMITS.actionsElements,
    }),
    ...named,
  }),
  context_actions: typed('context_actions', {
    elements: list(byType(only(ELEMENTS, 'feedback_buttons', 'icon_button')), { max: LIMITS.contextActionsElements }),
    ...named,
  }),
  divider: typed('divider', named),
  rich_text: typed('rich_text', { elements: list(richTextPart), ...named }),
  image: typed('image', { ...imageFields, 'title?': plainText(LIMITS.imageTitle), ...named }, imageRule),
  markdown: typed('markdown', { text: text({ min: 1, max: LIMITS.markdownText }), ...named }),
  input: typed('input', {
    label: plainText(LIMITS.inputLabel),
    element: byType(only(ELEMENTS, ...INPUTS, ...PICKERS, ...CHOOSERS)),
    'hint?': plainText(LIMITS.inputHint),
    'optional?': flag(),
    'dispatch_action?': flag(),
    ...named,
  }),
}

const inView = Object.keys(BLOCKS).filter((type) => !['markdown', 'context_actions'].includes(type))

/** The blocks of a message: https://docs.slack.dev/reference/block-kit/blocks lists where each may stand. */
export const messageBlocks = list(byType(BLOCKS), { min: 0, max: LIMITS.messageBlocks })
const viewBlocks = list(byType(only(BLOCKS, ...inView)), { min: 0, max: LIMITS.viewBlocks })

const shared = {
  blocks: viewBlocks,
  'private_metadata?': text({ max: LIMITS.privateMetadata }),
  'callback_id?': text({ max: LIMITS.callbackId }),
  'external_id?': text({ max: LIMITS.externalId }),
}

/** A modal or a Home tab. */
export const view = byType({
  home: typed('home', shared),
  modal: typed(
    'modal',
    {
      title: plainText(LIMITS.modalTitle),
      'close?': plainText(LIMITS.modalButton),
      'submit?': plainText(LIMITS.modalButton),
      'clear_on_close?': flag(),
      'notify_on_close?': flag(),
      ...shared,
    },
    ({ blocks, submit }) => {
      const asks = Array.isArray(blocks) && blocks.some((block) => block?.type === 'input')
      return asks && submit === undefined ? 'submit is required when blocks contain an input' : undefined
    },
  ),
})
