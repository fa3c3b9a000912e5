import type { Arguments } from '../arguments.ts'
import type { JsonObject } from '../json.ts'
import type { Method, MethodContext } from '../method.ts'
import { SlackError } from '../slack-error.ts'
import { presentView, type View } from '../views.ts'

/** The methods of the `views` family; they need no scope. */
export const VIEW_METHODS: Record<string, Method> = {
  'views.open': { token: 'bot', run: openView },
  'views.push': { token: 'bot', run: pushView },
  'views.update': { token: 'bot', run: updateView },
  'views.publish': { token: 'bot', run: publishView },
}

function openView(args: Arguments, context: MethodContext): JsonObject {
  const user = context.triggers.spend(args.text('trigger_id'))
  return answer(context, context.views.open(user, args.json('view')))
}

function pushView(args: Arguments, context: MethodContext): JsonObject {
  const user = context.triggers.spend(args.text('trigger_id'))
  const below = context.views.modalsOf(user).at(-1)
  if (below === undefined) throw new SlackError('not_found')
  return answer(context, context.views.open(user, args.json('view'), below))
}

function updateView(args: Arguments, context: MethodContext): JsonObject {
  const view = context.views.find(args.text('view_id'), args.text('external_id'))
  context.views.update(view, args.json('view'), args.text('hash'))
  return answer(context, view)
}

function publishView(args: Arguments, context: MethodContext): JsonObject {
  const user = args.text('user_id') ?? ''
  if (!context.workspace.users.has(user)) throw new SlackError('user_not_found')
  return answer(context, context.views.publish(user, args.json('view'), args.text('hash')))
}

function answer(context: MethodContext, view: View): JsonObject {
  return { view: presentView(context.workspace, view) }
}
