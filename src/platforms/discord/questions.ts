import {
  type APIModalInteractionResponseCallbackData,
  type ButtonInteraction,
  RESTJSONErrorCodes as Codes,
  ComponentType,
  MessageFlags,
  type ModalSubmitInteraction,
  TextInputStyle,
} from 'discord.js'
import { wording } from '../../core/wording.ts'
import { type AnsweringOptions, answering } from './answering.ts'
import { ASK } from './buttons.ts'
import { discordCode } from './errors.ts'
import { placeIn } from './incoming.ts'
import { standpoint } from './standpoint.ts'

/** Begins the id of a form whose answer goes into the thread of a message; that message's id follows. */
const IN_THREAD = 'ask-in:'
/** Begins the id of a form whose answer is for the asker alone; the topic follows, if it is one. */
const ALONE = 'ask-alone:'
const QUESTION = 'question'
/** As long as `/ask` takes. */
const LONGEST_QUESTION = 1_000

export function isAskButton({ customId }: ButtonInteraction): boolean {
  return customId.startsWith(ASK)
}

/** A form must be the first response to the press of a button, so nothing is looked up before. */
export async function openQuestion(interaction: ButtonInteraction, { log }: AnsweringOptions): Promise<void> {
  const { message, customId } = interaction
  // What one person alone sees can head no thread.
  const isAlone = message.flags.has(MessageFlags.Ephemeral)
  const form: APIModalInteractionResponseCallbackData = {
    custom_id: isAlone ? (ALONE + customId.slice(ASK.length)).slice(0, 100) : IN_THREAD + message.id,
    title: wording.ask,
    components: [
      {
        type: ComponentType.Label,
        label: wording.optionQuestion,
        component: {
          type: ComponentType.TextInput,
          custom_id: QUESTION,
          style: TextInputStyle.Paragraph,
          max_length: LONGEST_QUESTION,
          required: true,
        },
      },
    ],
  }
  await interaction.showModal(form).catch((error: unknown) => {
    // The press was delivered twice, and the form is open already; or it came too late.
    const code = discordCode(error)
    if (code !== Codes.InteractionHasAlreadyBeenAcknowledged && code !== Codes.UnknownInteraction) throw error
    log.debug('a form was not opened', { code })
  })
}

export function isQuestion({ customId }: ModalSubmitInteraction): boolean {
  return customId.startsWith(IN_THREAD) || customId.startsWith(ALONE)
}

/** The question goes to the desk as if it stood in the thread; the answer goes there, and repeats it. */
export async function takeQuestion(interaction: ModalSubmitInteraction, options: AnsweringOptions): Promise<void> {
  await answering(interaction, { isPublic: false }, options, async (event) => {
    const { customId } = interaction
    const { channel, thread } = await standpoint(interaction.client, interaction.channelId)
    const place = placeIn(channel, interaction.guildId)
    const text = interaction.fields.getTextInputValue(QUESTION).trim()
    if (text === '') return { kind: 'notice', text: wording.noQuestion }
    if (customId.startsWith(ALONE)) {
      const topic = customId.slice(ALONE.length)
      const within = topic === '' ? {} : { topic }
      return await options.desk.command({ name: 'ask', question: text, ...within, place, event })
    }
    const message = customId.slice(IN_THREAD.length)
    const where = { place, channel, message, thread: thread ?? message }
    await options.desk.hear({ event, ...where, text, addressed: true, unseen: true })
    return { kind: 'notice', text: wording.answerInThread }
  })
}
