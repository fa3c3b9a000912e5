import type { Family } from './exposition.ts'

/** Memory and processor time of this process, under the names that dashboards know. */
export function processFamilies(): Family[] {
  const { rss, heapUsed } = process.memoryUsage()
  const { user, system } = process.cpuUsage()
  const startedAt = Date.now() / 1_000 - process.uptime()
  return [
    gauge('process_resident_memory_bytes', 'Memory that the process holds.', rss),
    gauge('nodejs_heap_size_used_bytes', 'Memory that its JavaScript objects take.', heapUsed),
    gauge('process_start_time_seconds', 'When the process began, in seconds since 1970.', Math.round(startedAt)),
    {
      name: 'process_cpu_seconds_total',
      type: 'counter',
      help: 'Processor time that the process has used.',
      samples: [{ labels: {}, value: (user + system) / 1_000_000 }],
    },
  ]
}

function gauge(name: string, help: string, value: number): Family {
  return { name, type: 'gauge', help, samples: [{ labels: {}, value }] }
}
