import { threadWording } from './conversation/thread-wording.ts'
import { digestWording } from './digest-wording.ts'
import type { Offer, PressName } from './press.ts'
import type { PassageReference, Reply } from './reply.ts'
import { wording } from './wording.ts'

/** Discord's custom id has 100 characters, and the name and a colon stand in it too. */
const LONGEST_VALUE = 90

/** The buttons below a reply, in their order. */
export function offersOf(reply: Reply): readonly Offer[] {
  return offered(reply).filter(({ value }) => value.length <= LONGEST_VALUE)
}

function offered(reply: Reply): readonly Offer[] {
  switch (reply.kind) {
    case 'brief': {
      const { id } = reply.brief
      const reading = [offer('sources', id, wording.sources), offer('more', id, wording.moreButton)]
      if (reply.passage !== undefined) return [...reading, ...filing(reply.passage)]
      return reply.mayFollow === true ? [...reading, offer('follow', reply.brief.topic, threadWording.follow)] : reading
    }
    case 'update': {
      const evidence = offer('sources', reply.brief.id, wording.sources)
      return reply.isFollowed === true ? [evidence, offer('unfollow', reply.topic, threadWording.unfollow)] : [evidence]
    }
    case 'answer':
      return reply.asked === undefined ? [] : [offer('everywhere', reply.asked, threadWording.everywhere)]
    case 'preview':
      return reply.mayPost ? [offer('post', `${reply.digest} ${reply.edition.slot}`, digestWording.post)] : []
    case 'notice':
      return reply.offers ?? []
    case 'correction':
    case 'more':
    case 'edition':
    case 'topics':
    case 'sources':
    case 'list':
    case 'form':
    case 'home':
      return []
  }
}

function filing({ id, fileUnder }: PassageReference): Offer[] {
  return fileUnder.map(({ slug, title }) => offer('file', `${id} ${slug}`, wording.fileUnder(title)))
}

function offer(name: PressName, value: string, label: string): Offer {
  return { name, value, label }
}
