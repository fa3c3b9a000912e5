import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readEnvironment } from '../../src/config/environment.ts'
import { printEnvironmentExample, printVariableTable, VARIABLE_NAMES } from '../../src/config/variables.ts'

test('.env.example is what the table of variables prints', () => {
  expect(readFileSync('.env.example', 'utf8')).toBe(printEnvironmentExample())
})

test('.env.example changes nothing when its lines are taken as they are', () => {
  const lines = readFileSync('.env.example', 'utf8').matchAll(/^#([A-Z_]+)=(.*)$/gmu)
  const env = Object.fromEntries([...lines].map(([, name = '', value = '']) => [name, value]))
  expect(Object.keys(env)).toEqual(VARIABLE_NAMES)
  expect(readEnvironment(env)).toEqual(readEnvironment({}))
})

test('the README holds the table of variables', () => {
  const readme = existsSync('README.md') ? readFileSync('README.md', 'utf8') : ''
  expect(readme).toContain(printVariableTable())
})
