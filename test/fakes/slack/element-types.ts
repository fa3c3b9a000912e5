import type { JsonObject } from './json.ts'
import { LIMITS } from './limits.ts'
import { richTextPart } from './rich-text-types.ts'
import { byType, type Check, flag, list, number, oneOf, shape, text, typed } from './schema.ts'

// Source of every row: @slack/types 3.2.0, block-kit/block-elements.d.ts and composition-objects.d.ts.

/** A `plain_text` object. */
export function plainText(max: number, min = 1): Check {
  return typed('plain_text', { text: text({ min, max }), 'emoji?': flag() })
}

/** A `plain_text` or `mrkdwn` object. */
export function anyText(max: number): Check {
  return byType({
    plain_text: plainText(max),
    mrkdwn: typed('mrkdwn', { text: text({ min: 1, max }), 'verbatim?': flag() }),
  })
}

const confirm = shape({
  'title?': plainText(LIMITS.confirmTitle),
  text: anyText(LIMITS.confirmText),
  'confirm?': plainText(LIMITS.confirmButton),
  'deny?': plainText(LIMITS.confirmButton),
  'style?': oneOf('primary', 'danger'),
})

const option = (label: Check, fields = {}) =>
  shape({
    text: label,
    value: text({ max: LIMITS.optionValue }),
    'description?': plainText(LIMITS.optionDescription),
    ...fields,
  })
const plainOption = option(plainText(LIMITS.optionText))
const markedOption = option(anyText(LIMITS.optionText), { 'description?': anyText(LIMITS.optionDescription) })
const linkOption = option(plainText(LIMITS.optionText), { 'url?': text({ max: LIMITS.buttonUrl }) })
const options = list(plainOption, { max: LIMITS.selectOptions })
const optionGroups = list(shape({ label: plainText(LIMITS.optionGroupLabel), options }), { max: LIMITS.optionGroups })

const actionable = { 'action_id?': text({ min: 1, max: LIMITS.actionId }) }
const confirmable = { 'confirm?': confirm }
const focusable = { 'focus_on_load?': flag() }
const placeholdable = { 'placeholder?': plainText(LIMITS.placeholder) }
const dispatchable = {
  'dispatch_action_config?': shape({
    'trigger_actions_on?': list(oneOf('on_enter_pressed', 'on_character_entered')),
  }),
}
const picker = { ...actionable, ...confirmable, ...focusable, ...placeholdable }
const input = { ...actionable, ...dispatchable, ...focusable, ...placeholdable }
const many = { 'max_selected_items?': number({ min: 1 }) }
const conversationFilter = {
  'default_to_current_conversation?': flag(),
  'filter?': shape({
    'include?': list(oneOf('im', 'mpim', 'private', 'public')),
    'exclude_external_shared_channels?': flag(),
    'exclude_bot_users?': flag(),
  }),
}
const respondable = { 'response_url_enabled?': flag() }

function eitherOptions(value: JsonObject): string | undefined {
  const given = [value.options, value.option_groups].filter((part) => part !== undefined).length
  return given === 1 ? undefined : 'exactly one of options and option_groups is required'
}

function eitherImage(value: JsonObject): string | undefined {
  const given = [value.image_url, value.slack_file].filter((part) => part !== undefined).length
  return given === 1 ? undefined : 'exactly one of image_url and slack_file is required'
}

/** The fields of an image, as a block and as an element, and the rule that one source is given. */
export const imageFields = {
  alt_text: text({ max: LIMITS.imageAlt }),
  'image_url?': text({ min: 1, max: LIMITS.imageUrl }),
  'slack_file?': shape({ 'id?': text({ min: 1 }), 'url?': text({ min: 1 }) }),
}
export const imageRule = eitherImage

/** Every element a block may hold, by type. */
export const ELEMENTS: Record<string, Check> = {
  button: typed('button', {
    text: plainText(LIMITS.buttonText),
    'value?': text({ max: LIMITS.buttonValue }),
    'url?': text({ min: 1, max: LIMITS.buttonUrl }),
    'style?': oneOf('primary', 'danger'),
    'accessibility_label?': text({ max: LIMITS.accessibilityLabel }),
    ...actionable,
    ...confirmable,
  }),
  checkboxes: typed('checkboxes', {
    options: list(markedOption, { max: LIMITS.checkboxOptions }),
    'initial_options?': list(markedOption, { max: LIMITS.checkboxOptions }),
    ...actionable,
    ...confirmable,
    ...focusable,
  }),
  radio_buttons: typed('radio_buttons', {
    options: list(markedOption, { max: LIMITS.radioOptions }),
    'initial_option?': markedOption,
    ...actionable,
    ...confirmable,
    ...focusable,
  }),
  overflow: typed('overflow', {
    options: list(linkOption, { max: LIMITS.overflowOptions }),
    ...actionable,
    ...confirmable,
  }),
  static_select: typed(
    'static_select',
    { 'options?': options, 'option_groups?': optionGroups, 'initial_option?': plainOption, ...picker },
    eitherOptions,
  ),
  multi_static_select: typed(
    'multi_static_select',
    { 'options?': options, 'option_groups?': optionGroups, 'initial_options?': options, ...many, ...picker },
    eitherOptions,
  ),
  external_select: typed('external_select', {
    'initial_option?': plainOption,
    'min_query_length?': number({ min: 0 }),
    ...picker,
  }),
  multi_external_select: typed('multi_external_select', {
    'initial_options?': options,
    'min_query_length?': number({ min: 0 }),
    ...many,
    ...picker,
  }),
  users_select: typed('users_select', { 'initial_user?': text(), ...picker }),
  multi_users_select: typed('multi_users_select', { 'initial_users?': list(text()), ...many, ...picker }),
  channels_select: typed('channels_select', { 'initial_channel?': text(), ...respondable, ...picker }),
  multi_channels_select: typed('multi_channels_select', { 'initial_channels?': list(text()), ...many, ...picker }),
  conversations_select: typed('conversations_select', {
    'initial_conversation?': text(),
    ...conversationFilter,
    ...respondable,
    ...picker,
  }),
  multi_conversations_select: typed('multi_conversations_select', {
    'initial_conversations?': list(text()),
    ...conversationFilter,
    ...many,
    ...picker,
  }),
  datepicker: typed('datepicker', { 'initial_date?': text(), ...picker }),
  timepicker: typed('timepicker', { 'initial_time?': text(), 'timezone?': text(), ...picker }),
  datetimepicker: typed('datetimepicker', {
    'initial_date_time?': number(),
    ...actionable,
    ...confirmable,
    ...focusable,
  }),
  plain_text_input: typed('plain_text_input', {
    'initial_value?': text(),
    'multiline?': flag(),
    'min_length?': number({ min: 0, max: LIMITS.inputMinLength }),
    'max_length?': number({ min: 1 }),
    ...input,
  }),
  email_text_input: typed('email_text_input', { 'initial_value?': text(), ...input }),
  url_text_input: typed('url_text_input', { 'initial_value?': text(), ...input }),
  number_input: typed('number_input', {
    is_decimal_allowed: flag(),
    'initial_value?': text(),
    'min_value?': text(),
    'max_value?': text(),
    ...input,
  }),
  rich_text_input: typed('rich_text_input', {
    'initial_value?': typed('rich_text', { elements: list(richTextPart) }),
    'min_lines?': number({ min: 1, max: 100 }),
    'max_lines?': number({ min: 1, max: 100 }),
    ...input,
  }),
  image: typed('image', imageFields, eitherImage),
  feedback_buttons: typed('feedback_buttons', {
    positive_button: feedbackButton(),
    negative_button: feedbackButton(),
    ...actionable,
  }),
  icon_button: typed('icon_button', {
    icon: oneOf('trash'),
    text: plainText(LIMITS.buttonText),
    'accessibility_label?': text({ max: LIMITS.accessibilityLabel }),
    'value?': text({ max: LIMITS.buttonValue }),
    'visible_to_user_ids?': list(text()),
    ...actionable,
    ...confirmable,
  }),
}

function feedbackButton(): Check {
  return shape({
    text: plainText(LIMITS.buttonText),
    value: text({ max: LIMITS.buttonValue }),
    'accessibility_label?': text({ max: LIMITS.accessibilityLabel }),
  })
}
