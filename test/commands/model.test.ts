import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openFolder, runCommand } from '../end-to-end/running-process.ts'
import { writeWell } from '../fakes/model/behaviours.ts'
import { type FakeModel, startFakeModel } from '../fakes/model/server.ts'

let folder: Awaited<ReturnType<typeof openFolder>>
let model: FakeModel
let env: Record<string, string>

beforeEach(async () => {
  folder = await openFolder()
  model = await startFakeModel()
  model.behave(writeWell)
  env = {
    ATTACHE_BRIEFS: join(folder.path, 'briefs'),
    ATTACHE_DATA: join(folder.path, 'data'),
    BRIEF_MODEL: 'small',
    BRIEF_MODEL_URL: model.url,
    BRIEF_MODEL_KEY: 'k-very-secret',
    BRIEF_MODEL_PRICE_IN: '3',
    BRIEF_MODEL_PRICE_OUT: '15',
  }
  await cp('briefs/unsc-reform', join(folder.path, 'briefs', 'unsc-reform'), {
    recursive: true,
    preserveTimestamps: true,
  })
})
afterEach(async () => {
  await model.stop()
  await folder.remove()
})

const run = (args: readonly string[], more: Record<string, string> = {}) => runCommand(args, { ...env, ...more })

describe('attache with a model', () => {
  test('has it write, once, counts what it cost, and prints no key', async () => {
    const first = await run(['brief', 'unsc-reform', '--json'])
    expect(JSON.parse(first.out)).toMatchObject({ brief: { writer: 'small' } })
    const sent = model.requests.length
    expect(sent).toBe(1)
    await run(['brief', 'unsc-reform'])
    expect(model.requests).toHaveLength(sent)
    const { out } = await run(['usage'])
    expect(out).toMatch(/small +1 +1000 +200 +0\.01/u)
    expect(out).toContain('1,200 of 1,000,000 tokens')
    expect(JSON.parse((await run(['usage', '--json'])).out)).toMatchObject({ model: 'small', cost: 0.006 })
    expect(first.err).toContain('documents are sent to it')
    expect(first.out + first.err).not.toContain('k-very-secret')
  })

  test('that is away is said in small print, and the extractive brief stands', async () => {
    model.behave({ kind: 'fails', status: 500 })
    const { code, out } = await run(['brief', 'unsc-reform'])
    expect(code).toBe(0)
    expect(out.replace(/\s+/gu, ' ')).toContain('Written without the model: it could not be reached.')
  })

  test('sends nothing where none is set up', async () => {
    const { BRIEF_MODEL: _, BRIEF_MODEL_URL: __, BRIEF_MODEL_KEY: ___, ...without } = env
    const { out } = await runCommand(['brief', 'unsc-reform', '--json'], without)
    expect(JSON.parse(out)).toMatchObject({ brief: { writer: 'extractive' } })
    expect(model.requests).toEqual([])
    expect((await runCommand(['usage'], without)).out).toContain('No model is set up')
  })

  test('doctor says whether it is reachable, and pays for nothing', async () => {
    expect((await run(['doctor'])).out).toMatch(/✓ good {2}Model: small at 127\.0\.0\.1/u)
    expect(model.requests).toEqual([])
    await model.stop()
    const { code, out } = await run(['doctor'])
    expect([code, /✗ mend {2}Model: .* cannot be reached/u.test(out)]).toEqual([1, true])
    model = await startFakeModel()
  })

  test('feedback --jsonl prints nothing while there is none', async () => {
    const { code, out } = await run(['feedback', '--jsonl'])
    expect([code, out]).toEqual([0, ''])
  })
})
