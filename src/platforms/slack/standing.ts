import type { webApi } from '@slack/bolt'
import type { Asker } from '../../core/digest-command.ts'
import { digestWording } from '../../core/digest-wording.ts'
import type { Log } from '../../core/log.ts'
import { slackCode } from './errors.ts'

/** What Slack says of somebody in a channel, and of the app there. */
export interface Standing {
  readonly asker: Asker
  /** Why the app cannot post there, for the person to read; absent where it can. */
  readonly hindrance?: string
}

export interface StandingOptions {
  readonly web: webApi.WebClient
  /** The workspace that the app belongs to, and what people invite the app by. */
  readonly team: string
  readonly name: string
  readonly log: Log
}

type Person = webApi.UsersInfoResponse['user']
type Conversation = webApi.ConversationsInfoResponse['channel']

/**
 * Looks up a person and a channel, both at once. The workspace's admins and owners and the channel's creator manage it, for Slack tells
 * nobody else apart; in direct messages with the app everybody does. `zone` is the person's own, an IANA name, where Slack knows it; `leads`
 * says whether they manage it for another reason than that it is their own, and so may decide what others see.
 */
export async function standingOf(
  user: string,
  channel: string,
  options: StandingOptions,
): Promise<{ readonly standing: Standing; readonly zone: string | undefined; readonly leads: boolean }> {
  const { web, team } = options
  const isDirect = channel.startsWith('D')
  const [person, room] = await Promise.all([
    lookUp(user, options),
    isDirect ? lookIntoDirect(channel, web) : lookIntoChannel(channel, options),
  ])
  const leads = isAdmin(person, team) || room.creator === user
  const hindrance = room.hindrance === undefined ? {} : { hindrance: room.hindrance }
  return { standing: { asker: { user, manages: isDirect || leads }, ...hindrance }, zone: person?.tz, leads }
}

/** Whether somebody is an admin or owner of the workspace; false where that cannot be told. */
export async function managesWorkspace(
  user: string,
  { team, ...options }: Pick<StandingOptions, 'web' | 'team' | 'log'>,
): Promise<boolean> {
  return isAdmin(await lookUp(user, options), team)
}

async function lookUp(user: string, { web, log }: Pick<StandingOptions, 'web' | 'log'>): Promise<Person> {
  try {
    return (await web.users.info({ user })).user
  } catch (error) {
    log.warn('it cannot be told who somebody is', { error: slackCode(error) ?? error })
    return undefined
  }
}

/** An admin of another workspace, in a channel that is shared with it, is a guest here. */
function isAdmin(person: Person, team: string): boolean {
  const leads = person?.is_admin === true || person?.is_owner === true || person?.is_primary_owner === true
  return leads && person?.team_id === team
}

interface Room {
  readonly creator?: string | undefined
  readonly hindrance?: string
}

async function lookIntoChannel(channel: string, { web, name }: StandingOptions): Promise<Room> {
  try {
    const { channel: room } = await web.conversations.info({ channel })
    const hindrance = hindranceIn(room, name)
    return { creator: room?.creator, ...(hindrance === undefined ? {} : { hindrance }) }
  } catch (error) {
    switch (slackCode(error)) {
      // A private channel that the app is not in does not exist for it.
      case 'channel_not_found':
        return { hindrance: digestWording.invite(name) }
      case 'missing_scope':
        return { hindrance: digestWording.missingScope }
      default:
        throw error
    }
  }
}

function hindranceIn(room: Conversation, name: string): string | undefined {
  if (room?.is_archived === true) return digestWording.archived
  return room?.is_member === true ? undefined : digestWording.invite(name)
}

/** Its own direct messages are those whose history the app may read; conversations.info would take one more scope for that. */
async function lookIntoDirect(channel: string, web: webApi.WebClient): Promise<Room> {
  try {
    await web.conversations.history({ channel, limit: 1 })
    return {}
  } catch (error) {
    const code = slackCode(error)
    if (code !== 'channel_not_found' && code !== 'not_in_channel') throw error
    return { hindrance: digestWording.foreignChannel }
  }
}
