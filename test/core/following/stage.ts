import { expect } from 'vitest'
import { sampleOrder } from '../../fakes/sample-order.ts'
import { type DeskStage, openDeskStage } from '../running-desk/stage.ts'

export const MARCH = [
  'Belarus supports a permanent seat for India, Foreign Minister Sergei Aleinik said in New Delhi on 14 March 2024.',
  'India was the first country to ratify the memorandum on the accession of Belarus to the organisation.',
  'Belarus has been an observer there and hopes to become a full member.',
  'Trade between the two countries came to 600 million dollars in the year before.',
].join(' ')
export const JULY = [
  'Belarus became the tenth member of the organisation on 4 July 2024, at the summit in Astana.',
  'The chairmanship went from Kazakhstan to China at the end of the meeting.',
].join(' ')
export const AUGUST =
  'A factory for tractors from Minsk will be opened near Pune in August, the ministry of industry announced.'

export const CHANNEL = { platform: 'slack', channel: 'C1' }
export const MARCH_FILE = 'india-belarus/march.md'
export const digest = sampleOrder({ target: CHANNEL, topics: ['india-belarus'] })

/** A desk whose digest goes to a channel at 08:00, and to whose threads updates and corrections go. */
export interface FollowingStage extends DeskStage {
  /** A beat at that time of 24 November; another day where one is given. */
  beatAt(time: string, day?: string): Promise<void>
  /** The March document, and at 08:00 the edition with its brief: what the channel has been told. */
  tellOfMarch(): Promise<void>
  /** What was posted after the edition. */
  later(): DeskStage['platform']['taken']
  /** The topics that are followed in the channel, each with its thread. */
  follows(): Promise<(string | undefined)[][]>
}

export async function openFollowingStage(): Promise<FollowingStage> {
  const stage = await openDeskStage()
  stage.orders.digests = [digest]
  const beatAt = (time: string, day = '2026-11-24') => stage.tickAt(`${day}T${time}Z`)
  return Object.assign(stage, {
    beatAt,
    async tellOfMarch() {
      stage.source.put(MARCH_FILE, MARCH, { date: '2024-03-14' })
      await beatAt('07:30:00')
      await beatAt('08:00:00')
      expect(stage.kinds()).toEqual(['edition', 'brief'])
    },
    later: () => stage.platform.taken.slice(2),
    follows: async () => (await stage.store.followsIn(CHANNEL)).map(({ topic, target }) => [topic, target.thread]),
  })
}
