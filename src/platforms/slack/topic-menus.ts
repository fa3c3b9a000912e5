import type { types } from '@slack/bolt'
import { cleanLine, clip } from '../../core/one-line.ts'
import type { Suggestion } from '../../core/ports.ts'
import { wording } from '../../core/wording.ts'

/** Identify the menus of topics: one posts the brief for everybody, the others show it to whoever chose it. */
export const POST_MENU = 'topic-post'
export const READ_MENU = 'topic-read'
/** A button beside a topic of the Home tab; its value is the topic's slug. */
export const READ_BUTTON = 'topic-open'
/** `@slack/types` Option: text and value. */
const OPTION = 75
/** `@slack/types` StaticSelect. */
const OPTIONS = 100

/** The menus below a list of topics: people type, and the desk suggests. */
export function topicMenus(): types.ExternalSelect[] {
  return [topicMenu(POST_MENU, wording.postTopic), readMenu()]
}

export function readMenu(placeholder: string = wording.readTopic): types.ExternalSelect {
  return topicMenu(READ_MENU, placeholder)
}

function topicMenu(id: string, placeholder: string): types.ExternalSelect {
  return {
    type: 'external_select',
    action_id: id,
    // What there is to choose from is shown before anything is typed.
    min_query_length: 0,
    placeholder: { type: 'plain_text', text: placeholder, emoji: false },
  }
}

/** Topics as choices. A slug may have five characters more than a choice's value; its beginning names it as well. */
export function topicOptions(suggestions: readonly Suggestion[]): types.PlainTextOption[] {
  return suggestions.slice(0, OPTIONS).map(({ slug, title }) => {
    const text = clip(cleanLine(title), OPTION) || clip(slug, OPTION)
    return { text: { type: 'plain_text', text, emoji: false }, value: slug.slice(0, OPTION).toWellFormed() }
  })
}
