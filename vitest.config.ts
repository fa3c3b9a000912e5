import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: 'test/postgres-server.ts',
    // Real sockets and a real database: a hang must fail by name, not stall the whole run.
    testTimeout: 20_000,
    // One core less would be left to whoever watches; nobody does.
    maxWorkers: '100%',
    // Real sockets on a busy machine lose a race now and then; what fails twice is broken.
    retry: 1,
    hookTimeout: 60_000,
    // The framework under test must not inherit a developer's own tokens.
    env: { SLACK_BOT_TOKEN: '', SLACK_APP_TOKEN: '', DISCORD_TOKEN: '', DATABASE_URL: '' },
  },
})
