/**
 * Every limit the fake enforces, with its source.
 *
 * "types" is the documentation inside @slack/types 3.2.0, "web-api" that of @slack/web-api 8.2.0; paths are pages of
 * https://docs.slack.dev. An entry marked *unverified* is a cautious guess: Slack has such a limit, but its value is
 * not published.
 */
export const LIMITS = {
  /** reference/methods/chat.postMessage: longer text is truncated, not refused */
  messageText: 40_000,
  /** reference/methods/chat.update: msg_too_long */
  updatedText: 4_000,
  /** reference/methods/chat.postMessage; web-api ChatPostMessageArguments */
  markdownText: 12_000,
  /** reference/block-kit/blocks */
  messageBlocks: 50,
  /** types views.d.ts: modals and Home tabs */
  viewBlocks: 100,
  /**
   * Sum of all `text` strings in the blocks of chat.postMessage. Undocumented. 9,597 was accepted and 11,341 refused:
   * slackapi/bolt-js#2867. The largest sum known to pass, so that what passes here passes there.
   */
  blockTextTotal: 9_597,
  /**
   * The same where every block is a `markdown` block: reference/block-kit/blocks/markdown-block, cumulative. The measured
   * edge was higher, 13,297 (slackapi/bolt-js#2509).
   */
  markdownTextTotal: 12_000,
  /** *unverified*: metadata_too_large exists, its size is not published; serialized JSON, in characters */
  metadata: 8_000,

  /** types composition-objects.d.ts: plain_text and mrkdwn */
  textObject: 3_000,
  /** types blocks.d.ts SectionBlock */
  sectionText: 3_000,
  sectionFields: 10,
  sectionField: 2_000,
  /** types blocks.d.ts HeaderBlock */
  header: 150,
  /** types blocks.d.ts ContextBlock, ContextActionsBlock */
  contextElements: 10,
  contextActionsElements: 5,
  /** types blocks.d.ts ActionsBlock */
  actionsElements: 25,
  /** types blocks.d.ts ImageBlock; image_url: reference/block-kit/blocks/image-block */
  imageAlt: 2_000,
  imageTitle: 2_000,
  imageUrl: 3_000,
  /** types blocks.d.ts InputBlock */
  inputLabel: 2_000,
  inputHint: 2_000,
  /** types blocks.d.ts Block, extensions.d.ts Action, views.d.ts BaseView */
  blockId: 255,
  actionId: 255,
  callbackId: 255,
  externalId: 255,

  /** types block-elements.d.ts Button */
  buttonText: 75,
  buttonValue: 2_000,
  buttonUrl: 3_000,
  accessibilityLabel: 75,
  /** types extensions.d.ts Placeholdable */
  placeholder: 150,
  /** types block-elements.d.ts StaticSelect */
  selectOptions: 100,
  optionGroups: 100,
  /** types composition-objects.d.ts OptionDescriptor, OptionGroup */
  optionText: 75,
  optionValue: 75,
  optionDescription: 75,
  optionGroupLabel: 75,
  /** types block-elements.d.ts Checkboxes, RadioButtons, Overflow */
  checkboxOptions: 10,
  radioOptions: 10,
  overflowOptions: 5,
  /** types block-elements.d.ts PlainTextInput */
  inputMinLength: 3_000,
  /** types composition-objects.d.ts Confirm */
  confirmTitle: 100,
  confirmText: 300,
  confirmButton: 30,

  /** surfaces/modals; types views.d.ts ModalView */
  modalTitle: 24,
  modalButton: 24,
  privateMetadata: 3_000,
  /** surfaces/modals: views.push */
  modalStack: 3,
  /** third-party copy of reference/methods/views.push: 250 KB */
  viewBytes: 250_000,

  /** interactivity/handling-user-interaction: a response_url serves 5 times within 30 minutes */
  responseUrlUses: 5,
  responseUrlMinutes: 30,
  /** interactivity/handling-user-interaction: a trigger_id lives 3 seconds */
  triggerSeconds: 3,
  /** apis/events-api: an acknowledgement is due within 3 seconds */
  ackSeconds: 3,

  /** reference/methods/conversations.history: default and most per page */
  historyDefault: 100,
  historyMost: 999,
  /** reference/methods/conversations.replies */
  repliesDefault: 1_000,
  repliesMost: 1_000,
  /** apis/web-api/rate-limits: commercially distributed apps outside the Marketplace */
  restrictedHistoryPage: 15,
  restrictedHistoryPerMinute: 1,
} as const
