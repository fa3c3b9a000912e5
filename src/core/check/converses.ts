/** Where the other party of a deed stands, and which of the two the verb's subject is. */
export interface Sides {
  readonly act: string
  /** The grammatical subject is the other party: who buys is sold to. */
  readonly isReversed?: true
  /** Words before the other party. */
  readonly behind?: RegExp
  /** The other party may also be the direct object: "lent Ada a book". */
  readonly isDirect?: true
  /** Read so only where one of the words before the other party is there: "leased to", "leased from". */
  readonly isOnlyBehind?: true
}

function verbs(words: string, ...sides: readonly Sides[]): readonly (readonly [string, readonly Sides[]])[] {
  return words.split(' ').map((word) => [evenly(word), sides])
}

/** As words compare: without accents, which texts in capitals leave out. */
function evenly(word: string): string {
  return word.normalize('NFD').replace(/\p{M}/gu, '')
}

const TO = /^(?:to|an|a|au|aux|al)$/u
const FROM = /^(?:from|von|vom|a|au|aux|al|de|du|del|aupres)$/u
const RIVAL = /^(?:to|against|over|ahead|gegen|contre|contra)$/u
const HEIR = /^(?:to|from|for|after|von)$/u

const GIVE: Sides = { act: 'give', behind: TO, isDirect: true }
const GET: Sides = { act: 'give', isReversed: true, behind: FROM }
const LET: readonly Sides[] = [
  { act: 'let', behind: TO, isOnlyBehind: true },
  { act: 'let', isReversed: true, behind: FROM },
]

/** Verbs that tell one deed from its two sides, in forms as texts have them. */
const CONVERSES: ReadonlyMap<string, readonly Sides[]> = new Map([
  ...verbs('beat beats beaten defeat defeats defeated overcame overcome thrashed outran outplayed', { act: 'defeat' }),
  ...verbs('besiegt besiegte besiegten schlug geschlagen', { act: 'defeat' }),
  ...verbs('venció vence vencido derrotó derrota derrotado battu bat vaincu', { act: 'defeat' }),
  ...verbs('won wins win gewann gewonnen gewinnt gagné gagne ganó gana', { act: 'defeat', behind: RIVAL }),
  ...verbs('lost loses lose verlor verloren verliert perdu perd perdió pierde', {
    act: 'defeat',
    isReversed: true,
    behind: RIVAL,
  }),
  ...verbs('sold sells sell selling verkauft verkaufte vendu vend vendió vende', { act: 'sell', behind: TO }),
  ...verbs(
    'bought buys buy buying acquired acquires purchased kaufte gekauft erwarb acheté achète compró compra adquirió',
    { act: 'sell', isReversed: true, behind: FROM },
  ),
  ...verbs('lent lends lend loaned verlieh prêté prestó', { act: 'lend', behind: TO, isDirect: true }),
  ...verbs('borrowed borrows borrow emprunté', { act: 'lend', isReversed: true, behind: FROM }),
  ...verbs('leased leases rented rents vermietet', ...LET),
  ...verbs('exported exports export exporté exportó', { act: 'export', behind: TO }),
  ...verbs('imported imports import importé importó', { act: 'export', isReversed: true, behind: FROM }),
  ...verbs('bequeathed', { act: 'bequeath', behind: TO }),
  ...verbs('left', { act: 'bequeath', behind: TO, isOnlyBehind: true }),
  ...verbs('inherited inherits erbte geerbt hérité heredó', { act: 'bequeath', isReversed: true, behind: FROM }),
  ...verbs('gave gives give given donated awarded granted handed', GIVE),
  ...verbs('received receives receive', GET),
  ...verbs('replaced replaces succeeded succeeds supplanted', { act: 'replace' }),
  ...verbs('takeover', { act: 'take' }),
  ...verbs('took takes taken', { act: 'replace', behind: HEIR, isOnlyBehind: true }),
  ...verbs('preceded precedes', { act: 'precede' }),
  ...verbs('followed follows', { act: 'precede', isReversed: true }),
])

/** Forms of common verbs that no rule of spelling brings together, each with its first. */
const IRREGULAR: ReadonlyMap<string, string> = new Map(
  [
    'see sees saw seen',
    'take takes took taken',
    'tell tells told',
    'pay pays paid',
    'send sends sent',
    'meet meets met',
    'lead leads led',
    'hold holds held',
    'build builds built',
    'catch catches caught',
    'teach teaches taught',
    'fight fights fought',
    'strike strikes struck',
    'shoot shoots shot',
    'throw throws threw thrown',
    'overthrow overthrows overthrew overthrown',
    'overtake overtakes overtook overtaken',
    'choose chooses chose chosen',
    'write writes wrote written',
    'draw draws drew drawn',
    'drive drives drove driven',
    'steal steals stole stolen',
    'show shows showed shown',
    'bring brings brought',
    'find finds found',
    'sue sues sued',
  ].flatMap((row) => {
    const [first = '', ...forms] = row.split(' ')
    return [first, ...forms].map((form): [string, string] => [form, first])
  }),
)

/** How a verb may be read, the likeliest last; none for verbs that have no counterpart. */
export function conversesOf(norm: string): readonly Sides[] {
  return CONVERSES.get(evenly(norm)) ?? []
}

/** The first form of an irregular English verb; undefined for all other words. */
export function baseOf(norm: string): string | undefined {
  return IRREGULAR.get(norm)
}
