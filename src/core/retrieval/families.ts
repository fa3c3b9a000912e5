import type { Language } from '../language/language.ts'
import { normaliseWord } from '../language/normalise.ts'
import { stem } from '../language/stems.ts'

/**
 * Words of one family, a comma between families: forms that stemming leaves apart (wrote, written), and words by which a sentence
 * answers what the question asks with another (how old … age; who founded … established by).
 */
const FAMILIES: Readonly<Record<Language, string>> = {
  en: `begin began begun start started beginning onset commence launch launched outbreak, end ended finish finished conclude ceased final last stop, write wrote written author writer authored penned novelist wrote, speak spoke spoken
    speaking speech language languages, give gave given, take took taken, know knew known nickname called, see saw seen, go went gone, come came, become became, make made maker making manufacture manufactured manufacturer
    produce produced producer production build built, build built building construct constructed construction erected architect designed, find found discover discovered discovery discoverer, found founded founder foundation establish established
    establishment create created creation creator form formed formation set started origin originated incorporated, hold held, lead led leader leadership head headed chief, win won winner victory champion
    championship defeat defeated beat title, lose lost loss, leave left departure depart departed, keep kept, bring brought, buy bought purchase purchased acquire acquired acquisition, sell sold sale sales, teach taught teacher professor instructor,
    think thought believe believed, fight fought battle war, send sent, spend spent, pay paid payment salary wage, say said, tell told, mean meant meaning means definition define defined refers refer term translated, meet met meeting, sit sat, stand stood, fall fell fallen collapse, grow grew grown
    growth increase increased rise rose risen, rise rose risen, choose chose chosen choice elect elected select selected, break broke broken, drive drove driven driver, eat ate eaten diet food feed consume, drink drank, sing sang sung singer song vocals vocalist sings recorded performed,
    run ran, swim swam, fly flew flown flight, draw drew drawn, throw threw thrown, wear wore worn, tear tore, steal stole stolen theft, freeze froze frozen, hide hid hidden, ride rode ridden, shoot shot shooting, die died dies
    death dead killed deaths fatal casualties deceased lives, kill killed murder murdered assassinated assassination slain death deaths dead killing casualties lives, born birth birthplace birthday native, marry married marriage wife husband spouse wed wedding, child children kid kids son
    daughter father mother offspring sons daughters, father mother parents parent dad mom, son daughter, sister brother sibling siblings, big large largest size biggest area huge, small smallest, old age aged oldest ages, tall height high metres meters feet elevation, long length duration kilometres miles, wide width, deep depth,
    heavy weight weigh weighs kilograms pounds tonnes, fast speed quick, far distance miles kilometres, hot temperature heat warm, cost price costs worth dollars value million priced, rich wealth wealthy, film movie films movies picture filmed, car cars vehicle
    automobile, doctor physician medical, show series program programme television sitcom, play played plays portray portrayed portrays star starred starring stars cast actor actress role voiced player, act acted actor actress, live lived lives life reside resided residence home inhabit inhabited
    habitat inhabitants lifespan, job occupation profession career worked, work worked works, use used uses purpose function usage, locate located location situated lies place region area, capital seat, invent invented inventor invention developed, develop developed
    development, move moved relocated migrated, happen happened occur occurred event, cause caused causes due result resulted led reason because, country nation state republic nations countries, city town municipality, people population persons inhabitants citizens residents, populate population populous inhabitants,
    america american states usa us, britain british uk england english, france french, germany german, spain spanish, china chinese, russia russian soviet, japan japanese, italy italian, greece greek, rome roman, ireland irish,
    holland dutch netherlands, poland polish, sweden swedish, denmark danish, switzerland swiss, turkey turkish, egypt egyptian, europe european, asia asian, africa african, canada canadian, mexico mexican,
    own owned owner owns ownership subsidiary, belong belonged, publish published publication publisher released, release released premiered debut released, record recorded recording album, direct directed director, compose composed composer composition, paint painted painter painting,
    rule ruled ruler reign king queen emperor, govern governed government governor, law legal legislation legalized laws act legalize, attack attacked invasion invade invaded raid assault, destroy destroyed destruction, protect protection protected,
    decide decision decided, describe described description, explain explanation explained, agree agreement agreed, arrive arrival arrived, refuse refusal refused, propose proposal proposed, approve approval approved, survive survival survived survivors,
    lack lacks lacked absence without, need needs require required requirement necessary, help helped assist aid aided, allow allowed permit permitted, forbid banned ban prohibited prohibit, try tried attempt attempted, change changed alter altered modified shift, join joined member membership entered, include
    includes including consist consists contain contains comprise comprised composed made, different difference differ differs distinct, similar same alike, many several numerous, first earliest original initially, main primary principal major chief, often usually commonly frequently, color colour red blue green yellow
    white black, one 1 single, two 2 second pair, three 3 third, four 4 fourth, five 5 fifth, six 6 sixth, seven 7 seventh, eight 8 eighth, nine 9 ninth, ten 10 tenth, hundred 100, thousand 1000, 1990s 90s, 1980s 80s, 1970s 70s, 1960s 60s,
    ill illness sick disease sickness, disease disorder condition syndrome infection, religion religious church faith belief, school university college educated education attended graduated studied degree, study studied studies student, train trained training, name named names called title known nickname titled dubbed,
    money currency dollar coin, sport sports game, team club, company corporation firm inc business, organization organisation body agency group entity, area region district zone territory, part portion section component, kind type form sort variety, way method means manner, goal aim objective purpose,
    job position post role, headquarters headquartered based, win award awarded prize, earn earned income, population census people, border borders bordered neighbor, side sides, north northern, south southern, east eastern, west western, strong strength strongest, young youth age, deep depth, free freedom, wise wisdom, true truth,
    poor poverty, safe safety, famous known notable renowned, prominent notable, dead died, married husband wife, replace replaced replacement succeeded successor, follow followed followers, appear appeared appearance, perform performed performance, move movement, defend defense defence defended, discuss discussed discussion, vote voted election
    elected, president presidency presidential, discover discovery discovered first found, identify identified identification, classify classified classification, know knowledge, see vision sight view, hear hearing heard, feel feeling felt, lay laid, lie lay lain, catch caught, seek sought, deal dealt, feed fed, bear bore borne, get got, shake shook, understand understood, undergo underwent`,
}

const BY_STEM = new Map<Language, ReadonlyMap<string, readonly number[]>>()

/** The numbers of the families that a stem belongs to. */
export function familiesOf(stemmed: string, language: Language): readonly number[] {
  let families = BY_STEM.get(language)
  if (families === undefined) {
    families = readFamilies(language)
    BY_STEM.set(language, families)
  }
  return families.get(stemmed) ?? []
}

function readFamilies(language: Language): ReadonlyMap<string, readonly number[]> {
  const found = new Map<string, number[]>()
  for (const [family, words] of (FAMILIES[language] ?? '').split(',').entries()) {
    for (const word of new Set(
      words
        .trim()
        .split(/\s+/u)
        .map((word) => stem(normaliseWord(word), language)),
    )) {
      const list = found.get(word)
      if (list === undefined) found.set(word, [family])
      else list.push(family)
    }
  }
  return found
}
