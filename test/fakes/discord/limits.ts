/**
 * Every limit the fake enforces, in one table. "docs" is Discord's developer documentation (discord-api-docs, API v10).
 * Lengths are counted in UTF-16 units, as JavaScript does: Discord's own count is never larger, so a text the fake
 * accepts is accepted there too.
 */
export const LIMITS = {
  message: {
    /** docs: resources/message, Create Message, "content: Message contents (up to 2000 characters)" */
    content: 2000,
    /** docs: resources/message, Create Message, "embeds: Up to 10 rich embeds" */
    embeds: 10,
    /** docs: resources/message, Create Message, "nonce: up to 25 characters" */
    nonce: 25,
    /** docs: resources/message, Create Message, enforce_nonce: "unique in the past few minutes"; the docs give no figure */
    nonceWindowMs: 5 * 60_000,
    /** docs: resources/message, Allowed Mentions Object, "users: max size of 100" */
    allowedMentions: 100,
    /** docs: resources/message, Get Channel Messages, "limit: Max number of messages to return (1-100)" */
    page: 100,
    /** docs: resources/message, Get Channel Messages, default of limit */
    defaultPage: 50,
  },
  embed: {
    /** docs: resources/message, Embed Limits */
    title: 256,
    /** docs: resources/message, Embed Limits */
    description: 4096,
    /** docs: resources/message, Embed Limits */
    fields: 25,
    /** docs: resources/message, Embed Limits */
    fieldName: 256,
    /** docs: resources/message, Embed Limits */
    fieldValue: 1024,
    /** docs: resources/message, Embed Limits */
    footer: 2048,
    /** docs: resources/message, Embed Limits */
    author: 256,
    /** docs: resources/message, Embed Limits: title, description, field names and values, footer and author of all embeds */
    total: 6000,
  },
  components: {
    /** docs: components/reference, Legacy Message Component Behavior: "up to 5 Action Rows" */
    rows: 5,
    /** docs: components/reference, Action Row: "up to 5 contextually grouped buttons" */
    buttons: 5,
    /** docs: components/reference, Custom ID: "1-100 characters" and unique within the message */
    customId: 100,
    /** docs: components/reference, Button Structure: "label: max 80 characters" */
    label: 80,
    /** docs: components/reference, Button Structure: "url: max 512 characters" */
    url: 512,
    /** docs: components/reference, String Select Structure: "options: max 25" */
    options: 25,
    /** docs: components/reference, Select Option Structure: label, value and description, "max 100 characters" */
    optionText: 100,
    /** docs: components/reference, String Select Structure: "placeholder: max 150 characters" */
    placeholder: 150,
    /** docs: components/reference: with IS_COMPONENTS_V2 a message holds up to 40 components, nested ones counted */
    total: 40,
    /** docs: components/reference, Text Display: all text of a message with IS_COMPONENTS_V2; discordjs.guide, same figure */
    text: 4000,
  },
  modal: {
    /** docs: interactions/receiving-and-responding, Modal: "title: max 45 characters" */
    title: 45,
    /** docs: interactions/receiving-and-responding, Modal: "between 1 and 5 (inclusive) components" */
    components: 5,
    /** docs: components/reference, Label Structure: "label: max 45 characters" */
    label: 45,
    /** docs: components/reference, Label Structure: "description: max 100 characters" */
    description: 100,
    /** docs: components/reference, Text Input Structure: max_length 1-4000 and value "max 4000 characters" */
    value: 4000,
    /** docs: components/reference, Text Input Structure: "placeholder: max 100 characters" */
    placeholder: 100,
  },
  command: {
    /** docs: interactions/application-commands, Application Command Naming; CHAT_INPUT names are also lowercase */
    name: /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u,
    /** docs: interactions/application-commands: names of USER and MESSAGE commands, 1-32 characters */
    nameLength: 32,
    /** docs: interactions/application-commands, Application Command Structure: "description: 1-100 characters" */
    description: 100,
    /** docs: interactions/application-commands, Application Command Structure: "options: max of 25" */
    options: 25,
    /** docs: interactions/application-commands, Option Structure: "choices: max of 25"; the same for autocompletion */
    choices: 25,
    /** docs: interactions/application-commands, Option Choice Structure: name 1-100, value up to 100 if a string */
    choice: 100,
    /** docs: interactions/application-commands: names, descriptions and choices of one command together */
    total: 8000,
    /** docs: interactions/application-commands: "100 global CHAT_INPUT commands", and as many for each guild */
    chatInput: 100,
    /** docs: interactions/application-commands: 15 USER and 15 MESSAGE commands */
    contextMenu: 15,
  },
  interaction: {
    /** docs: interactions/receiving-and-responding: "an initial response within 3 seconds of receiving the event" */
    firstResponseMs: 3000,
    /** docs: interactions/receiving-and-responding: "Interaction tokens are valid for 15 minutes" */
    tokenMs: 15 * 60_000,
  },
  thread: {
    /** docs: resources/channel, Start Thread from Message: "name: 1-100 character channel name" */
    name: 100,
    /** docs: resources/channel, auto_archive_duration, in minutes */
    autoArchive: [60, 1440, 4320, 10080],
  },
  gateway: {
    /** docs: events/gateway, Rate Limiting: "120 gateway events per connection every 60 seconds" */
    sends: 120,
    sendWindowMs: 60_000,
    /** docs: events/gateway, Sharding: "Each shard can only support a maximum of 2500 guilds" */
    guildsPerShard: 2500,
    /** docs: events/gateway, Session Start Limit: identifies in 24 hours */
    sessionStarts: 1000,
    /** docs: events/gateway, Session Start Limit Object: "max_concurrency: Number of identify requests allowed per 5 seconds" */
    identifyWindowMs: 5_000,
  },
  rest: {
    /** docs: topics/rate-limits, Global Rate Limit: 50 requests per second (enforced only where a test asks for it) */
    globalPerSecond: 50,
  },
} as const
