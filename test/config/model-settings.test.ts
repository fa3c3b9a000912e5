import { describe, expect, test } from 'vitest'
import { secretsOf } from '../../src/app.ts'
import { examineEnvironment } from '../../src/config/environment.ts'

const read = (env: Record<string, string>) => examineEnvironment(env).environment

describe('the model', () => {
  test('is none unless it is named', () => {
    expect(read({}).model).toBeUndefined()
    expect(read({ ANTHROPIC_API_KEY: 'sk-1' }).model).toBeUndefined()
    expect(read({ ANTHROPIC_API_KEY: 'sk-1' }).problems).toEqual([])
  })

  test.each([
    ['anthropic', 'ANTHROPIC_API_KEY'],
    ['openai', 'OPENAI_API_KEY'],
    ['google', 'GOOGLE_GENERATIVE_AI_API_KEY'],
  ])('of %s takes its usual key, which is never printed', (provider, name) => {
    const environment = read({ BRIEF_MODEL: `${provider}/m-1`, [name]: 'sk-1', OTHER_API_KEY: 'x' })
    expect(environment.model).toMatchObject({ provider, model: 'm-1', key: 'sk-1', timeoutMs: 30_000 })
    expect(environment.problems).toEqual([])
    expect(secretsOf(environment)).toContain('sk-1')
  })

  test('has its password masked where its address holds one', () => {
    const environment = read({ BRIEF_MODEL: 'm', BRIEF_MODEL_URL: 'http://me:pa55word@localhost/v1' })
    expect(secretsOf(environment)).toContain('pa55word')
  })

  test('of a server of one’s own needs no key and has its name whole', () => {
    const { model } = read({ BRIEF_MODEL: 'openai/gpt-oss:20b', BRIEF_MODEL_URL: 'http://localhost:11434/v1' })
    expect(model).toMatchObject({ provider: 'compatible', model: 'openai/gpt-oss:20b' })
    expect(model && 'key' in model).toBe(false)
  })

  test('has a budget of tokens unless told otherwise, and one of money if prices are known', () => {
    const env = { BRIEF_MODEL: 'm', BRIEF_MODEL_URL: 'http://localhost/v1' }
    expect(read(env).model?.budget).toEqual({ tokens: 1_000_000 })
    const paid = { ...env, BRIEF_MODEL_BUDGET: '2.50', BRIEF_MODEL_PRICE_IN: '3', BRIEF_MODEL_PRICE_OUT: '15' }
    expect(read(paid).model).toMatchObject({ budget: { micros: 2_500_000 }, price: { in: 3, out: 15 } })
  })

  test.each([
    [{ BRIEF_MODEL: 'anthropic/m' }, 'ANTHROPIC_API_KEY', /is not set, though BRIEF_MODEL/u],
    [{ BRIEF_MODEL: 'm' }, 'BRIEF_MODEL', /names no provider/u],
    [{ BRIEF_MODEL_URL: 'http://localhost/v1' }, 'BRIEF_MODEL', /is not set, though BRIEF_MODEL_URL is/u],
    [
      { BRIEF_MODEL: 'm', BRIEF_MODEL_URL: 'http://localhost/v1', BRIEF_MODEL_BUDGET: '2' },
      'BRIEF_MODEL_PRICE_IN',
      /without prices/u,
    ],
    [
      { BRIEF_MODEL: 'm', BRIEF_MODEL_URL: 'http://localhost/v1', BRIEF_MODEL_TOKENS: 'many' },
      'BRIEF_MODEL_TOKENS',
      /is not a number/u,
    ],
  ])('%j leaves the desk without a model, and says why', (env, where, what) => {
    const { environment, wrong } = examineEnvironment(env)
    expect(wrong).toEqual([])
    expect(environment.model).toBeUndefined()
    expect(environment.problems).toEqual([{ where, what: expect.stringMatching(what) }])
  })
})
