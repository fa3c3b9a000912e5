import type { Reading } from '../../../src/core/pointing.ts'
import { createReaders } from '../../../src/sources/file/readers.ts'
import { createReading } from '../../../src/sources/reading/reading.ts'
import { createWebClient, type WebRequest } from '../../../src/sources/web/client.ts'
import { createRobots } from '../../../src/sources/web/robots.ts'
import { createKeptLog } from '../kept-log.ts'
import type { FakeWeb } from './web-server.ts'

/** The real reading, for which the fake server is the public internet; `isOwn` if the operator is who points. */
export function openReadingOn(web: FakeWeb, limitMs?: number, isOwn = true): Reading {
  const now = () => new Date('2026-11-24T12:00:00Z')
  return createReading({
    async open() {
      const client = createWebClient({ allowed: new Set([web.host]), now })
      const asOwn = { ...client, get: (wanted: WebRequest) => client.get({ ...wanted, isOwn: true }) }
      return { web: asOwn, robots: createRobots(asOwn, now), readers: createReaders(), isOwn }
    },
    log: createKeptLog(),
    ...(limitMs === undefined ? {} : { limitMs }),
  })
}
