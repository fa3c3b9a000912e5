import { expect, test } from 'vitest'
import { InputError } from '../../../src/core/errors.ts'
import { openArchive } from '../../../src/sources/folder/archive.ts'

test('of a folder that cannot be listed the reason is said', async () => {
  const root = `/${'x'.repeat(300)}`
  const refusal = await openArchive(root).catch((error: unknown) => error)
  expect(refusal).toBeInstanceOf(InputError)
  expect(String(refusal)).toContain(`${root} cannot be listed: its name is too long`)
})
