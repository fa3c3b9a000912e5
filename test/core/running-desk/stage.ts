import type { Pace } from '../../../src/core/following/pace.ts'
import type { OrderedDigest, Problem, StandingOrders, Writer } from '../../../src/core/ports.ts'
import { createRunningDesk, type DeskParts, type RunningDesk } from '../../../src/core/running-desk.ts'
import type { Store } from '../../../src/core/store-ports.ts'
import { createExtractiveWriter } from '../../../src/writers/extractive/writer.ts'
import { deskParts } from '../../fakes/desk-parts.ts'
import { createMemorySource, type MemorySource } from '../../fakes/memory-source.ts'
import { openMemoryStore } from '../../fakes/memory-store.ts'
import { sampleOrder } from '../../fakes/sample-order.ts'
import { createScriptedPlatform, type ScriptedPlatform } from '../../fakes/scripted-platform.ts'

export const HARBOUR = [
  'The harbour of Varna was closed on 3 May 2024 because a freighter ran aground in the channel.',
  'Pilots freed the ship after nine hours, and the port authority said that nobody was hurt.',
  'Traffic will return to normal within two days, the harbour master Elena Petrova told reporters.',
].join(' ')
export const FERRY = [
  'A new ferry between Varna and Odesa started on 9 May 2024 with room for two hundred lorries.',
  'The operator plans three crossings a week and expects to employ eighty people in both ports.',
].join(' ')

export const digest = sampleOrder()

/** What a desk stands on. A test may put anything else in its place at any time. */
interface Props {
  now: Date
  readonly store: Store
  readonly source: MemorySource
  readonly platform: ScriptedPlatform
  readonly orders: {
    topics: StandingOrders['topics']
    digests: OrderedDigest[]
    namedTopics?: Map<string, string>
    held: Set<string>
    matches: StandingOrders['matches']
    pace?: Pace
    changed: boolean
  }
  problems: Problem[]
  writer: Writer
  /** What the keeper of briefs was told to keep and drop. */
  kept: string[]
  /** What it fails with. */
  keeping: Error | undefined
}

export interface DeskStage extends Props {
  app: RunningDesk
  /** Another desk on the same props, as another process has it or as it is after a restart. */
  openDesk(parts?: Partial<DeskParts>): RunningDesk
  tickAt(time: string): Promise<void>
  /** Of the messages that the platform took. */
  kinds(): string[]
}

/** A desk with a store in memory, one source and one platform, two minutes before its digest is due. */
export async function openDeskStage(): Promise<DeskStage> {
  const store = await openMemoryStore()
  const platform = createScriptedPlatform()
  const props: Props = {
    now: new Date('2026-11-24T07:58:00Z'),
    store,
    source: createMemorySource(),
    platform,
    orders: { topics: [], digests: [digest], held: new Set(), matches: new Map(), changed: true },
    problems: [],
    writer: createExtractiveWriter(),
    kept: [],
    keeping: undefined,
  }
  const stage: DeskStage = Object.assign(props, {
    app: openDeskOn(props),
    openDesk: (parts?: Partial<DeskParts>) => openDeskOn(props, parts),
    async tickAt(time: string) {
      props.now = new Date(time)
      await stage.app.tick()
      await stage.app.settled()
    },
    kinds: () => platform.taken.map(({ reply }) => reply.kind),
  })
  return stage
}

function openDeskOn(stage: Props, parts: Partial<DeskParts> = {}): RunningDesk {
  return createRunningDesk(
    deskParts({
      store: stage.store,
      sources: [stage.source],
      orders: {
        async read() {
          const read = { ...stage.orders, problems: [] }
          stage.orders.changed = false
          return read
        },
      },
      writer: {
        brief: (...given) => stage.writer.brief(...given),
        update: (...given) => stage.writer.update(...given),
        answer: (...given) => stage.writer.answer(...given),
        more: (...given) => stage.writer.more(...given),
      },
      platforms: [stage.platform],
      keepers: [
        {
          async keepBrief({ topic }) {
            if (stage.keeping !== undefined) throw stage.keeping
            stage.kept.push(`keep ${topic}`)
          },
          async dropBrief(topic) {
            stage.kept.push(`drop ${topic}`)
          },
        },
      ],
      now: () => stage.now,
      observe(happening) {
        if (happening.kind === 'problems') stage.problems.push(...happening.problems)
      },
      ...parts,
    }),
  )
}
