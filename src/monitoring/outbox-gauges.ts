import type { OutboxStore } from '../core/store-ports.ts'
import type { Family } from './exposition.ts'

/** Prometheus gives up on a scrape after ten seconds, unless told otherwise. */
const STORE_WITHIN_MS = 3_000

/** Reads what is owed, at most one reading at a time however many ask. */
export interface OutboxGauges {
  /** `platforms` are shown with nothing owed where nothing is. A store that fails or is slow is said to be down, never thrown. */
  families(platforms: readonly string[]): Promise<Family[]>
}

export function createOutboxGauges(store: Pick<OutboxStore, 'countOwed'>, now: () => Date): OutboxGauges {
  let reading: ReturnType<typeof store.countOwed> | undefined

  async function read() {
    reading ??= store.countOwed().finally(() => {
      reading = undefined
    })
    return await withinTime(reading)
  }

  return {
    async families(platforms) {
      const owed = await read().catch(() => undefined)
      const up: Family = {
        name: 'attache_store_up',
        type: 'gauge',
        help: 'Whether the store could be read for this page.',
        samples: [{ labels: {}, value: owed === undefined ? 0 : 1 }],
      }
      if (owed === undefined) return [up]
      const names = new Set([...platforms, ...owed.map(({ platform }) => platform)])
      const rows = [...names]
        .sort()
        .map((platform) => ({ platform, ...owed.find((each) => each.platform === platform) }))
      return [
        up,
        {
          name: 'attache_outbox_messages',
          type: 'gauge',
          help: 'Messages that are owed and neither sent nor given up, by all processes over this store.',
          samples: rows.map(({ platform, messages = 0 }) => ({ labels: { platform }, value: messages })),
        },
        {
          name: 'attache_outbox_oldest_seconds',
          type: 'gauge',
          help: 'For how long the first of them has been owed.',
          samples: rows.map(({ platform, since }) => ({
            labels: { platform },
            value: since === undefined ? 0 : Math.max(0, now().getTime() - Date.parse(since)) / 1_000,
          })),
        },
      ]
    },
  }
}

async function withinTime<Result>(work: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('the store did not answer in time')), STORE_WITHIN_MS)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
