import { type APIButtonComponentWithCustomId, ButtonStyle, ComponentType } from 'discord.js'
import { offersOf } from '../../core/offers.ts'
import { cleanLine, clip } from '../../core/one-line.ts'
import { codeOf, type Offer, type PressName, readCode } from '../../core/press.ts'
import type { Reply } from '../../core/reply.ts'
import { wording } from '../../core/wording.ts'

/** docs.discord.com/developers/components/reference, Button. */
const LABEL = 80
const CUSTOM_ID = 100

/** Begins the id of the button that opens a form for a question; behind it stands the topic, where it is one. */
export const ASK = 'ask:'

/** What is for reading comes before *Ask*, what is for managing behind it. */
const READING: ReadonlySet<PressName> = new Set(['sources', 'more'])

/** The buttons below a reply: the desk's, and one that opens a form for a question. */
export function buttonsBelow(reply: Reply): APIButtonComponentWithCustomId[] {
  const offers = offersOf(reply).filter((offer) => codeOf(offer).length <= CUSTOM_ID)
  const reading = offers.filter(({ name }) => READING.has(name))
  const others = offers.filter(({ name }) => !READING.has(name))
  return [...reading.map(buttonOf), ...askButton(reply), ...others.map(buttonOf)]
}

/**
 * *Ask* opens a form, so that questions work without the privileged intent to read messages
 * (docs.discord.com/developers/events/gateway, Message Content Intent). It stands below what heads a thread, or stands in one.
 */
function askButton(reply: Reply): APIButtonComponentWithCustomId[] {
  const topic = askedOf(reply)
  if (topic === undefined || ASK.length + topic.length > CUSTOM_ID) return []
  return [{ type: ComponentType.Button, style: ButtonStyle.Secondary, custom_id: ASK + topic, label: wording.ask }]
}

/** The topic that people may ask about below a reply; empty where there are several, undefined where there is none. */
function askedOf(reply: Reply): string | undefined {
  switch (reply.kind) {
    case 'brief':
      return reply.brief.topic
    case 'update':
    case 'correction':
      return reply.topic
    case 'edition':
      return reply.items.length === 0 ? undefined : ''
    default:
      return undefined
  }
}

function buttonOf(offer: Offer): APIButtonComponentWithCustomId {
  return {
    type: ComponentType.Button,
    style: offer.name === 'post' ? ButtonStyle.Primary : ButtonStyle.Secondary,
    custom_id: codeOf(offer),
    label: clip(cleanLine(offer.label), LABEL),
  }
}

/** What the button with this custom id does; undefined if it is none of the desk's. */
export function pressOf(customId: string): { readonly name: PressName; readonly value: string } | undefined {
  return readCode(customId)
}
