import type { AllMiddlewareArgs, SlackEventMiddlewareArgs } from '@slack/bolt'
import type { Log } from '../../core/log.ts'
import type { Desk } from '../../core/ports.ts'
import type { Identity } from './client.ts'
import { slackCode } from './errors.ts'
import { homeView } from './home-view.ts'
import { managesWorkspace } from './standing.ts'

export interface HomeOptions {
  readonly desk: Desk
  readonly identity: Identity
  readonly log: Log
}

/**
 * Shows the desk's own page to whoever opens it, unless it shows what they would see already. What goes wrong is logged: they open it
 * again, and an event that came again would find it closed.
 */
export async function showHome(
  { event, body, client }: SlackEventMiddlewareArgs<'app_home_opened'> & AllMiddlewareArgs,
  { desk, identity, log }: HomeOptions,
): Promise<void> {
  const { user, view: seen, tab } = event
  if (tab !== 'home') return
  try {
    const manages = await managesWorkspace(user, { web: client, team: identity.team, log })
    const view = homeView(await desk.home({ platform: 'slack', workspace: body.team_id }, { user, manages }))
    if (seen?.private_metadata === view.private_metadata) return
    // The hash of what they see: of two processes that publish at once, one does.
    const hash = seen !== undefined && 'hash' in seen && typeof seen.hash === 'string' ? { hash: seen.hash } : {}
    await client.views.publish({ user_id: user, view, ...hash })
  } catch (error) {
    if (slackCode(error) === 'hash_conflict') return
    log.error('the Home tab of somebody was not shown', { user, error })
  }
}
