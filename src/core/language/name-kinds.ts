import type { Language } from './language.ts'
import { TITLES } from './name-words.ts'
import { normaliseWord } from './normalise.ts'
import { countryKey, countryNames } from './place-names.ts'
import { isNoName } from './short-forms.ts'
import { splitWords } from './words.ts'

export type NameKind = 'person' | 'body' | 'place' | 'other'

/** A name where it stands: what comes right before and behind it. */
export interface NameMention {
  readonly text: string
  readonly before: string
  readonly after: string
}

function wordSet(words: string): ReadonlySet<string> {
  return new Set(words.split(/\s+/u).filter(Boolean).map(normaliseWord))
}

const BODY_WORDS =
  wordSet(`academy administration agency alliance assembly association authority bank board bureau cabinet centre center chamber church club coalition college commission committee company
  confederation congress consortium cooperative corporation council court department directorate federation forum foundation fund group hospital initiative institute institution laboratory league library ltd inc llc
  plc gmbh ag kg sa ministry movement museum network office orchestra organisation organization parliament party police ombudsman regulator school secretariat senate service services society syndicate team trust tribunal union united university
  works railways airlines airways partners holdings industries newspaper times herald press observatory team choir theatre theater cooperation nations guild
  amt ausschuss bank behörde bund bundesamt bundesrat bundestag feuerwehr gemeinderat genossenschaft gericht gesellschaft gewerkschaft hochschule institut kammer klinik krankenhaus landtag ministerium
  museum partei polizei rat schule senat stadtrat stadtwerke stiftung universität verband verein verkehrsbetriebe werke zentrum
  agence assemblée association banque bureau centre chambre collège comité commission compagnie conseil cour département école fédération fondation groupe hôpital institut mairie ministère musée office parlement parti préfecture régie sénat société syndicat tribunal union université
  academia agencia alianza asamblea asociación autoridad ayuntamiento banco cámara centro colegio comisión comité compañía confederación congreso consejo cooperativa corte departamento escuela federación fundación grupo hospital instituto junta ministerio museo oficina organización parlamento partido policía senado sindicato sociedad tribunal unión universidad
  агентство академия ассоциация банк больница ведомство дума институт кабинет клуб комиссия комитет компания конгресс корпорация министерство музей общество организация палата парламент партия полиция правительство предприятие профсоюз сенат служба совет союз суд университет управление федерация фонд центр школа`)

const PLACE_WORDS =
  wordSet(`street road avenue square bridge river lake valley bay island islands harbour harbor port mountain mount hills coast gulf sea ocean county district province region peninsula desert forest park station airport canal cape north south east west upper lower
  straße strasse platz brücke fluss see tal bucht insel hafen berg küste kreis bezirk rue avenue place pont rivière lac vallée baie île port mont côte canton calle avenida plaza puente río lago valle bahía isla puerto monte costa provincia región улица площадь мост река озеро остров порт гора область район`)

/** Behind these a name is a place as a rule. */
const PLACE_BEFORE: Readonly<Record<string, RegExp>> = {
  en: /(?:^|[\s(])(?:in|at|near|from|to|through|across|around|outside|between|via|(?:town|city|village|port|district|island|valley|province|capital|county|streets|people|residents) of)\s$/iu,
  de: /(?:^|[\s(])(?:in|aus|nach|bei|nahe|stadt|gemeinde|dorf|zwischen|hauptstadt)\s$/iu,
  fr: /(?:^|[\s(])(?:à|en|au|vers|municipale de|près de|depuis|ville de|village de|commune de|port de|habitants de)\s$/iu,
  es: /(?:^|[\s(])(?:en|desde|mercado central de|mercado de|bosque de|hacia|hasta|cerca de|ciudad de|pueblo de|puerto de|municipio de|vecinos de)\s$/iu,
  ru: /(?:^|[\s(])(?:в|во|из|под|возле|город|городе|города|село|посёлок|посёлке|столице)\s$/iu,
}
const PERSON_AFTER: Readonly<Record<string, RegExp>> = {
  en: /^(?:,? (?:who|said|says|told|added|explained|wrote|argued|warned|replied)\b|, \d{2}\b|, (?:a|an|the|its|their|his|her|\p{Ll}+(?:er|or|ist|ian|ant|ent|man|woman)) [^,.]{3,60},|, (?:chief|head|director|chair|spokes\p{Ll}+|president|professor|manager|mayor)\b)/u,
  de: /^(?:,? (?:der|die|sagte?|sagt|erklärte|erklärt|betonte|teilte)\b|, \d{2}\b|, (?:\p{Lu}\p{Ll}+(?:in|er|ent|ist|or|chef|leiter|leiterin))\b)/u,
  fr: /^(?:,? (?:qui|a déclaré|a dit|explique|a expliqué|affirme)\b|, \d{2} ans|, (?:le|la|un|une|directeur|directrice|maire|présidente?|porte-parole|responsable)\b)/u,
  es: /^(?:,? (?:que|quien|dijo|explicó|afirmó|señaló|declaró|añadió)\b|, de \d{2} años|, (?:el|la|un|una|director|directora|alcalde|alcaldesa|presidente|presidenta|portavoz)\b)/u,
  ru: /^(?:,? (?:который|которая|сказала?|заявила?|сообщила?|отметила?|рассказала?|пояснила?)(?!\p{L}))/u,
}
/** What stands before a person's name in lower case: "the mayor Anna Lund", "ministra Elena Sol", "директор Анна Лунд". */
const PERSON_BEFORE =
  /(?:(?<!\p{L})(?:minister|mayor|president|director|professor|engineer|architect|author|researcher|teacher|doctor|judge|captain|farmer|manager|spokes(?:man|woman|person)|chief|head|chair|secretary|economist|biologist|scientist|historian|chairwoman|chairman|mr|mrs|ms|dr|prof|herr|frau|herrn|bürgermeisterin?|leiterin?|direktorin?|ministerin?|sprecherin?|professorin?|forscherin?|geschäftsführerin?|architektin?|lehrerin?|präsidentin?|monsieur|madame|mme|m|maire|directeur|directrice|ministre|présidente?|porte-parole|chercheuse|chercheur|ingénieure?|architecte|professeure?|alcalde|alcaldesa|directora?|ministra|ministro|presidenta|portavoz|investigadora?|ingeniera?|ingeniero|arquitect[oa]|profesora?|doctora?|мэр|директор|министр|президент|глава|профессор|инженер|учёный|представитель|представительница|руководитель|врач|архитектор|губернатор|биолог|историк|жительница|житель|owner|student|pupil|resident|keeper|baker|fisherman|councillor|councilor|deputy|candidate|said|says|demands|adds|added|explains|explained|sagte|sagt|erklärte|erklärt|betonte|expliqué|déclaré|dit|dijo|explicó|afirmó|señaló|заявил|заявила|сказал|сказала|рассказал|рассказала)(?:,|\.)?\s)$/iu
/** "Sund: I wrote down the weather." */
const SPEAKS = /^(?: \([^()]{2,60}\))?\s?[:：] /u
const SENTENCE_START = /(?:^|\n|[.!?…»”"] )$/u
const FOLLOWED_BY_COUNTRY = /^, \p{Lu}/u
const ARTICLE_BEFORE = /(?:^|[\s(])(?:the|die|der|das|dem|den|la|le|el|los|las|les|l['’])\s?$/iu
const INITIAL = /^\p{Lu}\.\s?\p{Lu}/u
const ACRONYM = /^\p{Lu}[\d&]?\p{Lu}[\p{Lu}\d&]{0,8}$/u
/** Acronyms of places rather than bodies. */
const PLACE_ACRONYMS = wordSet('us usa uk uae ussr gdr ddr brd')
const NUMBER_WORDS = wordSet(
  'one two three four five six seven eight nine ten twelve twenty hundred thousand million billion',
)
const LABELS = wordSet(
  'article section figure table chapter annex appendix paragraph line page part artikel abschnitt abbildung tabelle kapitel seite chapitre tableau artículo sección tabla capítulo статья таблица глава',
)
/** What comes before the names of storms and undertakings. */
const EVENTS = wordSet(
  'storm hurricane typhoon cyclone operation project programme mission sturm orkan projekt tempête ouragan projet tormenta huracán proyecto ураган шторм проект',
)
const DEMONYM = /(?:ian|ean|ese|ish|eans|ians)$/iu

/**
 * What kind of thing a name names, by the company it keeps at its mentions: titles, prepositions, words such as "ministry" in it. `other`
 * where nothing tells, and for what names nothing: numbers, measures, adjectives of nationality, two names joined by a hyphen.
 */
export function kindOfName(name: string, mentions: readonly NameMention[], language: Language): NameKind {
  const words = splitWords(name, language).map(({ norm }) => norm)
  if (words.length === 0 || words.every((word) => NUMBER_WORDS.has(word) || LABELS.has(word))) return 'other'
  if (EVENTS.has(words[0] ?? '') || isNoName(name, mentions, language)) return 'other'
  const countries = countryNames(language)
  if (countries.has(countryKey(name, language)) || (words.length === 1 && PLACE_ACRONYMS.has(words[0] ?? '')))
    return 'place'
  // "Board" alone is whichever was named before.
  if (words.length === 1 && BODY_WORDS.has(words[0] ?? '') && /^\p{Lu}\p{Ll}/u.test(name)) return 'other'
  if (words.some((word) => BODY_WORDS.has(word)) || isCompoundBody(words, language)) return 'body'
  if (words.length === 1 && isDemonym(name, mentions)) return 'other'
  const score = { person: 0, body: 0, place: 0 }
  if (ACRONYM.test(name)) score.body += 3
  if (words.some((word) => PLACE_WORDS.has(word))) score.place += 3
  if (INITIAL.test(name)) score.person += 2
  const isPlainPair =
    /^\p{Lu}[\p{L}’'-]+(?: \p{Lu}\.?| (?:de|del|van|von|der|den|al|el|bin|ibn|di|da))*(?: \p{Lu}[\p{L}’'-]+){1,2}$/u.test(
      name,
    )
  if (isPlainPair) score.person += 0.5
  const titles = TITLES.get(language) ?? TITLES.get('en')
  let articles = 0
  let behindPrepositions = 0
  for (const { before, after } of mentions) {
    const last = /(\p{L}+)\.?\s$/u.exec(before)?.[1]
    if (
      PERSON_BEFORE.test(before) ||
      (last !== undefined && /^\p{Lu}/u.test(last) && titles?.has(normaliseWord(last)) === true)
    )
      score.person += 3
    if (SPEAKS.test(after)) score.person += 2
    // Two capitalised words that do something: Ebba Sund kept the lighthouse.
    if (
      isPlainPair &&
      SENTENCE_START.test(before) &&
      /^ \p{Ll}{2,}(?<! (?:of|in|and|for|on|at|de|und|et|y|и|в))(?!\p{L})/u.test(after)
    )
      score.person += 0.5
    if (PERSON_AFTER[language]?.test(after) === true) score.person += isPlainPair ? 1.5 : 0.5
    if (PLACE_BEFORE[language]?.test(before) === true) behindPrepositions += 1
    if (FOLLOWED_BY_COUNTRY.test(after) && isCountry(after.slice(2), countries, language)) score.place += 2
    if (ARTICLE_BEFORE.test(before)) articles += 1
  }
  const most = Math.max(1, mentions.length)
  // Where names are inflected, a town that is only ever "in Kamenke" cannot be listed as it stands.
  if (
    language === 'ru' &&
    words.length === 1 &&
    mentions.every(({ before }) => /(?:^|\s)(?:в|во|на|из|под|в городе|к|до)\s$/iu.test(before)) &&
    !/(?:ье|ое|ск|ия|град)$/u.test(name)
  )
    return 'other'
  if (!isPlainPair || behindPrepositions / most > 0.5) score.place += Math.min(3, 1.2 * behindPrepositions)
  // "the Charter" is neither a person nor a town.
  if (articles / most > 0.5) {
    score.person -= 1
    score.place -= 1
  }
  const [kind, highest] = Object.entries(score).reduce((a, b) => (b[1] > a[1] ? b : a))
  if (highest < 1 || !isScored(kind)) return 'other'
  return kind
}

function isScored(kind: string): kind is NameKind {
  return kind === 'person' || kind === 'body' || kind === 'place'
}

/** German writes its bodies as one word: Verkehrsministerium, Stadtrat. */
function isCompoundBody(words: readonly string[], language: Language): boolean {
  const ending =
    /(?:ministerium|stadtrat|gemeinderat|landtag|behorde|verband|universitat|werke|gesellschaft|kommission|ausschuss|hochschule|betriebe|agentur|stiftung|gericht|kammer|verein|klinikum)$/u
  return language === 'de' && words.some((word) => ending.test(word))
}

function isDemonym(name: string, mentions: readonly NameMention[]): boolean {
  if (!DEMONYM.test(name)) return false
  return mentions.every(({ after }) => /^s?[ -]\p{L}/u.test(after))
}

function isCountry(text: string, countries: ReadonlySet<string>, language: Language): boolean {
  const words = splitWords(text.slice(0, 40), language).map(({ text: word }) => word)
  return [1, 2, 3].some((length) => countries.has(countryKey(words.slice(0, length).join(' '), language)))
}
