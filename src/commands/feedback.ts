import { openDatabase } from '../app.ts'
import { readEnvironment } from '../config/environment.ts'
import type { Runtime } from '../runtime.ts'

/** `attache feedback --jsonl`: what people thought of what they were shown, the oldest first, one JSON object a line. */
export async function feedback(runtime: Runtime): Promise<void> {
  const store = await openDatabase(readEnvironment(runtime.env), 'guest')
  try {
    for (const { event: _, ...given } of await store.feedbackSince('1970-01-01T00:00:00.000Z')) {
      runtime.out(`${JSON.stringify(given)}\n`)
    }
  } finally {
    await store.close()
  }
}
