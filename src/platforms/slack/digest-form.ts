import type { types, ViewOutput } from '@slack/bolt'
import type { DigestField, DigestWish } from '../../core/digest-command.ts'
import { DAYS, type Day, weeklyOf } from '../../core/digest-schedule.ts'
import { digestWording } from '../../core/digest-wording.ts'
import type { FieldProblem } from '../../core/errors.ts'
import { cleanLine, clip } from '../../core/one-line.ts'
import type { Suggestion } from '../../core/ports.ts'
import type { FormReply } from '../../core/reply.ts'
import type { Message } from './page.ts'

export const FORM = 'digest'
/** Identify the menus whose choices the desk suggests. */
export const TOPICS_MENU = 'digest-topics'
export const ZONES_MENU = 'digest-zones'
/** The choice that stands for every topic. */
const EVERYTHING = 'everything'
/** Fields by their element; blocks are named by the fields, so that Slack can show at them what is wrong. */
const ELEMENT = 'value'
/** `@slack/types`, composition-objects.d.ts, Option: text and value. */
const OPTION = 75
/** `@slack/types`, block-elements.d.ts: a select; and block-kit.d.ts: an error at a field is not limited, but people read one line. */
const OPTIONS = 100
const PROBLEM = 300

/** What a form is about; travels with it, out of reach of whoever fills it in. */
export interface FormPlace {
  readonly workspace: string
  readonly channel: string
  /** Id of the digest that it changes. */
  readonly digest?: string
}

/** What is shown at once, while the desk looks up what stands in the form. */
export function waitingView(place: FormPlace): types.ModalView {
  return noticeView({ text: '', blocks: [textBlock(digestWording.formLooks)] }, place)
}

/** Words in place of a form: there is nothing to fill in. */
export function noticeView({ blocks }: Message, place: FormPlace): types.ModalView {
  return {
    type: 'modal',
    callback_id: FORM,
    private_metadata: placeIn(place),
    title: plain(digestWording.formTitle),
    close: plain(digestWording.close),
    blocks,
  }
}

/** The form; `zone` is that of whoever fills it in, and counts for a new digest. */
export function formView(form: FormReply, place: FormPlace, zone: string | undefined): types.ModalView {
  const weekly = weeklyOf(form.cron)
  const isNew = form.digest === undefined
  const topics = form.topics.flatMap(({ slug, title }) => optionOf(slug, title))
  const days = DAYS.filter((day) => weekly?.days.includes(day))
  const zoneOption = optionOf(isNew ? (zone ?? form.zone) : form.zone)
  return {
    type: 'modal',
    callback_id: FORM,
    private_metadata: placeIn({ ...place, ...(form.digest === undefined ? {} : { digest: form.digest }) }),
    title: plain(isNew ? digestWording.formNew : digestWording.formChange),
    submit: plain(digestWording.save),
    close: plain(digestWording.cancel),
    blocks: [
      field(
        'topics',
        {
          type: 'multi_external_select',
          action_id: TOPICS_MENU,
          min_query_length: 0,
          placeholder: plain(digestWording.everythingChoice),
          ...(topics.length === 0 ? {} : { initial_options: topics }),
        },
        { optional: true, hint: digestWording.hints.topics },
      ),
      field(
        'days',
        {
          type: 'checkboxes',
          action_id: ELEMENT,
          options: DAYS.flatMap(dayOption),
          ...(days.length === 0 ? {} : { initial_options: days.flatMap(dayOption) }),
        },
        { optional: true },
      ),
      field(
        'time',
        { type: 'timepicker', action_id: ELEMENT, ...(weekly === undefined ? {} : { initial_time: weekly.time }) },
        { optional: true },
      ),
      field('zone', {
        type: 'external_select',
        action_id: ZONES_MENU,
        min_query_length: 0,
        ...(zoneOption[0] === undefined ? {} : { initial_option: zoneOption[0] }),
      }),
      field('limit', {
        type: 'number_input',
        action_id: ELEMENT,
        is_decimal_allowed: false,
        initial_value: String(form.limit),
        min_value: '1',
        max_value: '20',
      }),
      field('whenEmpty', {
        type: 'radio_buttons',
        action_id: ELEMENT,
        options: [...optionOf('quiet', digestWording.quiet), ...optionOf('note', digestWording.note)],
        ...initial(optionOf(form.whenEmpty, digestWording[form.whenEmpty])),
      }),
      field(
        'cron',
        {
          type: 'plain_text_input',
          action_id: ELEMENT,
          max_length: 100,
          ...(weekly === undefined ? { initial_value: form.cron } : {}),
        },
        { optional: true, hint: digestWording.hints.cron },
      ),
    ],
  }
}

/** What somebody filled in: every field, since a form that is emptied means that. */
export function readForm(state: ViewOutput['state']): DigestWish {
  const entered = (name: DigestField) => Object.values(state.values[name] ?? {})[0]
  const chosen = (name: DigestField) => (entered(name)?.selected_options ?? []).map(({ value }) => value)
  const days = chosen('days')
  return {
    topics: chosen('topics'),
    days: DAYS.filter((day) => days.includes(day)),
    time: entered('time')?.selected_time ?? '',
    cron: entered('cron')?.value ?? '',
    zone: entered('zone')?.selected_option?.value ?? '',
    limit: Number(entered('limit')?.value ?? Number.NaN),
    whenEmpty: entered('whenEmpty')?.selected_option?.value === 'note' ? 'note' : 'quiet',
  }
}

/** What is wrong with what was filled in, by block. */
export function problemsByField(problems: readonly FieldProblem[]): Record<string, string> {
  const fields = Map.groupBy(problems, ({ field }) => field)
  return Object.fromEntries(
    [...fields].map(([name, those]) => [name, clip(cleanLine(those.map(({ what }) => what).join('. ')), PROBLEM)]),
  )
}

/** What may be chosen of what the desk suggests. */
export function choicesFrom(suggestions: readonly Suggestion[]): types.PlainTextOption[] {
  return suggestions.flatMap(({ slug, title }) => optionOf(slug, title)).slice(0, OPTIONS)
}

/** The same for topics: everything comes first, where it fits what was typed. */
export function topicChoices(typed: string, suggestions: readonly Suggestion[]): types.PlainTextOption[] {
  const fits = EVERYTHING.startsWith(typed.trim().toLowerCase())
  return [...(fits ? optionOf(EVERYTHING, digestWording.everythingChoice) : []), ...choicesFrom(suggestions)]
}

export function placeOfForm(metadata: string): FormPlace {
  const [workspace = '', channel = '', digest = ''] = metadata.split(' ')
  return { workspace, channel, ...(digest === '' ? {} : { digest }) }
}

function placeIn({ workspace, channel, digest = '' }: FormPlace): string {
  return [workspace, channel, digest].join(' ')
}

function field(
  name: DigestField,
  element: types.InputBlock['element'],
  { optional = false, hint }: { readonly optional?: boolean; readonly hint?: string } = {},
): types.InputBlock {
  return {
    type: 'input',
    block_id: name,
    label: plain(digestWording.fields[name]),
    element,
    optional,
    ...(hint === undefined ? {} : { hint: plain(hint) }),
  }
}

/** One option, or none for a value that Slack would not take. */
function optionOf(value: string, label = value): types.PlainTextOption[] {
  if (value === '' || value.length > OPTION) return []
  return [{ text: plain(clip(cleanLine(label), OPTION) || value), value }]
}

function dayOption(day: Day): types.PlainTextOption[] {
  return optionOf(day, digestWording.day(day))
}

function initial([option]: readonly types.PlainTextOption[]) {
  return option === undefined ? {} : { initial_option: option }
}

function textBlock(text: string): types.SectionBlock {
  return { type: 'section', text: plain(text) }
}

function plain(text: string): types.PlainTextElement {
  return { type: 'plain_text', text, emoji: false }
}
