import { exec } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

/** Beside the other tests, not before them: the compiler and the linter leave a core idle half of the time. */
test('types and style: npm run check finds nothing', { timeout: 180_000, retry: 0 }, async () => {
  // Whoever runs the check by hand runs the same. A shell finds npm on Windows too.
  const ended = await promisify(exec)('npm run check').catch((error: { stdout: string; stderr: string }) => error)
  expect(ended, `${ended.stdout}\n${ended.stderr}`).not.toBeInstanceOf(Error)
})
