import type { types, webApi } from '@slack/bolt'
import { digestWording } from '../../core/digest-wording.ts'
import type { Log } from '../../core/log.ts'
import { cleanLine, clip } from '../../core/one-line.ts'
import { wording } from '../../core/wording.ts'
import { wordsFor } from './answers.ts'
import { slackCode } from './errors.ts'
import type { Message } from './page.ts'
import { renderNotice } from './render.ts'

/** `@slack/types` ModalView. */
const TITLE = 24
const BLOCKS = 100

/** A window that lies over what somebody sees, or over another window. */
export interface Opening {
  readonly web: webApi.WebClient
  /** Void three seconds after whatever somebody did. */
  readonly trigger: string
  readonly over: 'everything' | 'window'
}

/**
 * Opens a window at once, since Slack lets one be opened within three seconds only. Gives what it is known by; undefined if it is open
 * already, because what somebody did was delivered twice. Throws what the Web API client throws.
 */
export async function openWindow({ web, trigger, over }: Opening, view: types.ModalView): Promise<string | undefined> {
  try {
    const wanted = { trigger_id: trigger, view }
    const answer = over === 'window' ? await web.views.push(wanted) : await web.views.open(wanted)
    const id = answer.view?.id
    if (id === undefined) throw new Error('Slack opened a window without saying which')
    return id
  } catch (error) {
    if (slackCode(error) === 'exchanged_trigger_id') return undefined
    throw error
  }
}

/** Fills a window anew. */
export async function fillWindow(web: webApi.WebClient, id: string, view: types.ModalView): Promise<void> {
  await web.views.update({ view_id: id, view }).catch((error: unknown) => {
    // The person may have closed it meanwhile.
    if (slackCode(error) !== 'not_found') throw error
  })
}

/** Opens a window, and shows in it what is worked out meanwhile, or what went wrong with that. */
export async function showInWindow(
  opening: Opening,
  title: string,
  work: () => Promise<Message | undefined>,
  log: Log,
): Promise<void> {
  const id = await openWindow(opening, windowView(title, renderNotice(wording.looking)))
  if (id === undefined) return
  const message = await work().catch((error: unknown) => renderNotice(wordsFor(error, log)))
  if (message !== undefined) await fillWindow(opening.web, id, windowView(title, message))
}

/** A message as a window, which holds all that follows it too. */
export function windowView(title: string, message: Message): types.ModalView {
  const blocks = [message, ...(message.rest ?? [])].flatMap((part) => part.blocks)
  return {
    type: 'modal',
    callback_id: 'reading',
    title: { type: 'plain_text', text: clip(cleanLine(title), TITLE), emoji: false },
    close: { type: 'plain_text', text: digestWording.close, emoji: false },
    blocks: blocks.slice(0, BLOCKS),
  }
}
