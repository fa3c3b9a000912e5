import type { Document } from '../../../src/core/document.ts'
import type { Happening } from '../../../src/core/happening.ts'
import type { Writer } from '../../../src/core/ports.ts'
import type { Store } from '../../../src/core/store-ports.ts'
import { createExtractiveWriter } from '../../../src/writers/extractive/writer.ts'
import { type ModelOptions, openModelWriter } from '../../../src/writers/model/opening.ts'
import { createKeptLog } from '../../fakes/kept-log.ts'
import { openMemoryStore } from '../../fakes/memory-store.ts'
import { type FakeModel, startFakeModel } from '../../fakes/model/server.ts'
import { documentOf, prose } from '../extractive/documents.ts'

/** A model writer before a model that does as it is told. */
export interface Stage {
  readonly model: FakeModel
  readonly store: Store
  readonly extractive: Writer
  readonly happenings: Happening[]
  readonly log: ReturnType<typeof createKeptLog>
  /** Hosts that were called, whoever they are. */
  readonly hosts: string[]
  readonly now: { at: Date }
  open(options?: Partial<ModelOptions>): Promise<Writer>
  close(): Promise<void>
}

export async function openStage(): Promise<Stage> {
  const model = await startFakeModel()
  const store = await openMemoryStore()
  const extractive = createExtractiveWriter()
  const happenings: Happening[] = []
  const hosts: string[] = []
  const log = createKeptLog()
  const now = { at: new Date('2026-03-01T12:00:00Z') }
  return {
    model,
    store,
    extractive,
    happenings,
    hosts,
    log,
    now,
    open(options = {}) {
      return openModelWriter(
        {
          provider: 'compatible',
          model: 'small',
          key: 'k-secret',
          url: model.url,
          budget: {},
          price: { in: 3, out: 15 },
          timeoutMs: 5_000,
          ...options,
        },
        {
          store,
          fallback: extractive,
          now: () => now.at,
          log,
          observe: (happening) => void happenings.push(happening),
          fetch: (input, init) => {
            hosts.push(new URL(input instanceof Request ? input.url : input).host)
            return fetch(input, init)
          },
        },
      )
    },
    async close() {
      await model.stop()
      await store.close()
    },
  }
}

export const BRIDGE: Document = documentOf({
  title: 'Halvik reopens its swing bridge',
  date: '2025-05-06',
  language: 'en',
  blocks: [
    prose(
      'The swing bridge in Halvik opened to traffic again on Tuesday, two years after cracks were found in its bearing. Mayor Tilda Brask crossed it first, on a bicycle.',
    ),
    prose(
      'The repairs cost 14.2 million crowns, almost twice as much as the council had set aside. About 9,000 vehicles a day used the bridge before it was closed.',
    ),
    prose(
      'The Harl Shipping Association criticised the new timetable, under which the bridge opens for ships only four times a day. Nobody was hurt during the works.',
    ),
  ],
})
