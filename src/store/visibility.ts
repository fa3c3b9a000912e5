import { type RawBuilder, sql } from 'kysely'
import { OPERATOR, type Place } from '../core/topic.ts'

/** As SQL, whether the topic `t` may be shown at a place: `isVisible` of the core. A place without a workspace or channel is given as ''. */
export function visibleAt({ platform, workspace = '', channel = '' }: Place): RawBuilder<boolean> {
  if (platform === OPERATOR.platform) return sql<boolean>`1 = 1`
  return sql<boolean>`(t.visible_to is null or exists (
    select 1 from audiences a where a.topic = t.key and a.platform = ${platform}
      and a.workspace in ('', ${workspace}) and a.channel in ('', ${channel})
  ))`
}
