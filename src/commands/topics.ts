import { openDatabase } from '../app.ts'
import { readEnvironment } from '../config/environment.ts'
import { InputError } from '../core/errors.ts'
import type { Renamed } from '../core/renaming.ts'
import type { Store } from '../core/store-ports.ts'
import { slugify } from '../core/topic.ts'
import type { Runtime } from '../runtime.ts'

/** `attache topics rename OLD NEW`: the old name goes on working. */
export async function renameTopic(from: string, given: string, runtime: Runtime): Promise<void> {
  const to = slugify(given)
  if (to === '') throw new InputError(`“${given}” holds no letter or digit, so it cannot be a name.`)
  const outcome = await change(
    from,
    (slug, store) => store.renameTopic(slug, to, given === to ? undefined : given.trim()),
    runtime,
  )
  if (outcome === 'taken') {
    throw new InputError(`A topic is called ${to} already. To put the two together: attache topics merge ${from} ${to}`)
  }
  runtime.out(`Renamed to ${to}. Whatever says ${from} goes on working: folders, digests, buttons, threads.\n`)
}

/** `attache topics merge FROM INTO`. */
export async function mergeTopics(from: string, into: string, runtime: Runtime): Promise<void> {
  const outcome = await change(
    from,
    async (slug, store) => {
      const target = (await store.topicBySlug(into))?.slug ?? into
      return await store.mergeTopics(slug, target)
    },
    runtime,
  )
  if (outcome === 'taken')
    throw new InputError(`There is no other topic ${into}. attache topics lists those there are.`)
  if (outcome === 'unlike') {
    throw new InputError(
      `${from} and ${into} may not be seen in the same places. Give both the same visible_to in their topic.yaml first.`,
    )
  }
  runtime.out(
    `${from} is part of ${into} now, with its documents, threads and digests. Whatever says ${from} goes on working.\n`,
  )
}

async function change(
  name: string,
  work: (slug: string, store: Store) => Promise<Renamed>,
  runtime: Runtime,
): Promise<Renamed> {
  const store = await openDatabase(readEnvironment(runtime.env), 'guest')
  try {
    const topic = await store.topicBySlug(name)
    const outcome = topic === undefined ? 'unknown' : await work(topic.slug, store)
    if (outcome === 'unknown') throw new InputError(`There is no topic ${name}. attache topics lists those there are.`)
    return outcome
  } finally {
    await store.close()
  }
}
