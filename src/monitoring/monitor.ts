import { InputError } from '../core/errors.ts'
import type { Observe } from '../core/happening.ts'
import type { Log } from '../core/log.ts'
import type { OutboxStore } from '../core/store-ports.ts'
import { createDeskCounters } from './desk-counters.ts'
import { EXPOSITION_TYPE, printFamilies } from './exposition.ts'
import { createHealth, type HealthReport } from './health.ts'
import { createOutboxGauges } from './outbox-gauges.ts'
import { type Page, type PageServer, servePages } from './page-server.ts'
import { processFamilies } from './process-gauges.ts'

export interface MonitorOptions {
  /** Where `/metrics`, `/healthz` and `/readyz` are served; absent for nowhere. */
  readonly address: { readonly host: string; readonly port: number } | undefined
  /** Open, and its schema up to date. */
  readonly store: Pick<OutboxStore, 'countOwed'>
  readonly now: () => Date
  readonly log: Log
  /** Whoever else watches: is told everything that the monitor is told, and what keeps it from being served. */
  readonly tell: Observe
}

/** Counts what happens at the desk, and shows it to programs that watch over processes. */
export interface Monitor {
  readonly observe: Observe
  close(): Promise<void>
}

/** Begins to count and to serve. Where nothing can be served, that is a problem told, and the desk runs on. */
export async function openMonitor({ address, store, now, log, tell }: MonitorOptions): Promise<Monitor> {
  const counters = createDeskCounters()
  const outbox = createOutboxGauges(store, now)
  const health = createHealth(() => performance.now())
  const observe: Observe = (happening) => {
    counters.observe(happening)
    health.observe(happening)
    tell(happening)
  }
  const pages = new Map<string, () => Page | Promise<Page>>([
    ['/metrics', async () => metricsPage([...counters.families(), ...(await outbox.families(counters.platforms()))])],
    ['/healthz', () => healthPage(health.alive())],
    ['/readyz', () => healthPage(health.ready())],
  ])
  let server: PageServer | undefined
  try {
    server = address && (await servePages(address, pages))
    if (server !== undefined) log.info('counters and health are served', { address: server.address })
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    const what = `${error.message}; the desk runs without /metrics and /healthz. Give another host:port, or “off”`
    observe({ kind: 'problems', problems: [{ where: 'ATTACHE_HTTP', what }] })
  }
  return {
    observe,
    async close() {
      await server?.close()
    },
  }
}

function metricsPage(families: Parameters<typeof printFamilies>[0]): Page {
  return { status: 200, type: EXPOSITION_TYPE, body: printFamilies([...families, ...processFamilies()]) }
}

function healthPage(report: HealthReport): Page {
  return { status: report.ok ? 200 : 503, type: 'application/json; charset=utf-8', body: `${JSON.stringify(report)}\n` }
}
