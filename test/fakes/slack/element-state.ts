import { type JsonObject, objectsOf, stringOf } from './json.ts'

/** What a person enters or chooses: text, one value or several; undefined leaves it as it is. */
export type Choice = string | number | readonly string[] | undefined

/** What a menu or input of this type holds, in the words of `state.values` and of `block_actions`. */
const FIELDS: Record<string, string> = {
  plain_text_input: 'value',
  email_text_input: 'value',
  url_text_input: 'value',
  number_input: 'value',
  rich_text_input: 'rich_text_value',
  static_select: 'selected_option',
  external_select: 'selected_option',
  radio_buttons: 'selected_option',
  overflow: 'selected_option',
  checkboxes: 'selected_options',
  multi_static_select: 'selected_options',
  multi_external_select: 'selected_options',
  users_select: 'selected_user',
  multi_users_select: 'selected_users',
  channels_select: 'selected_channel',
  multi_channels_select: 'selected_channels',
  conversations_select: 'selected_conversation',
  multi_conversations_select: 'selected_conversations',
  datepicker: 'selected_date',
  timepicker: 'selected_time',
  datetimepicker: 'selected_date_time',
}

/** Whether the element holds a value that is told in `state.values`. */
export function holdsState(element: JsonObject): boolean {
  return Object.hasOwn(FIELDS, stringOf(element.type)) && element.type !== 'overflow'
}

/** What the element holds before anybody touched it, from its `initial_…` field. */
export function initialState(element: JsonObject): JsonObject {
  const field = fieldOf(element)
  const initial = element[field.replace(/^(selected|rich_text)_?/, 'initial_').replace(/^value$/, 'initial_value')]
  return { type: element.type, [field]: initial ?? (field.endsWith('s') ? [] : null) }
}

/** What the element holds after the choice. Throws if the menu does not offer it. */
export function chosenState(element: JsonObject, choice: Choice): JsonObject {
  if (choice === undefined) return initialState(element)
  const field = fieldOf(element)
  const values = typeof choice === 'string' || typeof choice === 'number' ? [String(choice)] : choice
  const isMany = field.endsWith('s')
  if (field.startsWith('selected_option')) {
    const options = values.map((value) => optionOf(element, value))
    return { type: element.type, [field]: isMany ? options : options[0] }
  }
  if (field === 'rich_text_value') {
    const section = { type: 'rich_text_section', elements: [{ type: 'text', text: values[0] }] }
    return { type: element.type, [field]: { type: 'rich_text', elements: [section] } }
  }
  const single = field === 'selected_date_time' ? Number(values[0]) : values[0]
  return { type: element.type, [field]: isMany ? values : single }
}

/** Whether a required input may be submitted with this. */
export function isFilled(state: JsonObject): boolean {
  return Object.entries(state).some(
    ([name, value]) =>
      name !== 'type' && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0),
  )
}

function fieldOf(element: JsonObject): string {
  const field = FIELDS[stringOf(element.type)]
  if (field === undefined) throw new Error(`Fake Slack: nothing to choose in a ${stringOf(element.type)}`)
  return field
}

function optionOf(element: JsonObject, value: string): JsonObject {
  // The options of an external menu come from the app, so any value may have been offered.
  if (stringOf(element.type).endsWith('external_select')) return { text: { type: 'plain_text', text: value }, value }
  const offered = [
    ...objectsOf(element.options),
    ...objectsOf(element.option_groups).flatMap((group) => objectsOf(group.options)),
  ]
  const option = offered.find((candidate) => candidate.value === value)
  if (option === undefined) {
    throw new Error(`Fake Slack: ${value} is not among ${offered.map((candidate) => candidate.value).join(', ')}`)
  }
  return option
}
