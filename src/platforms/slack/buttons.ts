import type { types } from '@slack/bolt'
import { cleanLine, clip } from '../../core/one-line.ts'
import { isPressName, type Offer, type PressName } from '../../core/press.ts'

/** `@slack/types` Button: 75 characters, of which about 30 are shown. */
const LABEL = 75

/** The action ids of all buttons: a name, and a number where the message has several of that name, since ids are unique in a block. */
export const PRESS_ACTION = /^[a-z]+(?:\.\d+)?$/u

/** The desk's buttons as Slack's. */
export function buttonsOf(offers: readonly Offer[]): types.Button[] {
  return offers.map(({ name, value, label }, index) => {
    const before = offers.slice(0, index).filter((other) => other.name === name).length
    return {
      type: 'button',
      action_id: before === 0 ? name : `${name}.${before + 1}`,
      value,
      text: { type: 'plain_text', text: clip(cleanLine(label), LABEL), emoji: false },
    }
  })
}

/** What the button with this action id does; undefined if it is none of `buttonsOf`. */
export function pressOf(actionId: string): PressName | undefined {
  const [name = ''] = actionId.split('.')
  return PRESS_ACTION.test(actionId) && isPressName(name) ? name : undefined
}
