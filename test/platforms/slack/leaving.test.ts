import { afterEach, beforeEach, expect, it } from 'vitest'
import { openStage, type Stage } from './stage.ts'

let stage: Stage

beforeEach(async () => {
  stage = await openStage()
  await stage.platform.start(stage.desk)
})

afterEach(async () => await stage.slack.stop())

it('an app that is removed from its workspace leaves all of Slack, since its token was for that one', async () => {
  const { slack, desk } = stage
  slack.emit({ type: 'app_uninstalled' })
  await slack.until(() => desk.abandoned.length > 0)
  expect(desk.abandoned).toEqual([{ platform: 'slack' }])
})
