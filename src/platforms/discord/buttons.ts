import { type APIButtonComponentWithCustomId, ButtonStyle, ComponentType } from 'discord.js'
import { codeOf, type Offer, type PressName, readCode } from '../../core/press.ts'
import { cleanLine, clip } from './plain-text.ts'

/** docs.discord.com/developers/components/reference, Button. */
const LABEL = 80
const CUSTOM_ID = 100

/** The desk's buttons as Discord's. */
export function buttonsOf(offers: readonly Offer[]): APIButtonComponentWithCustomId[] {
  return offers
    .filter((offer) => codeOf(offer).length <= CUSTOM_ID)
    .map((offer) => ({
      type: ComponentType.Button,
      style: offer.name === 'post' ? ButtonStyle.Primary : ButtonStyle.Secondary,
      custom_id: codeOf(offer),
      label: clip(cleanLine(offer.label), LABEL),
    }))
}

/** What the button with this custom id does; undefined if it is none of `buttonsOf`. */
export function pressOf(customId: string): { readonly name: PressName; readonly value: string } | undefined {
  return readCode(customId)
}
