import type { Language } from '../language/language.ts'
import { normaliseWord } from '../language/normalise.ts'

/** What a word adds to a number: a value below a hundred, or a scale by which what came before is multiplied. */
export interface NumberWord {
  readonly value: number
  readonly isScale: boolean
  /** "third" is also a part: one third. */
  readonly part?: number
}

const LISTS: Readonly<Record<Language, string>> = {
  en: `zero=0 one=1 two=2 three=3 four=4 five=5 six=6 seven=7 eight=8 nine=9 ten=10 eleven=11 twelve=12 thirteen=13 fourteen=14 fifteen=15
    sixteen=16 seventeen=17 eighteen=18 nineteen=19 twenty=20 thirty=30 forty=40 fifty=50 sixty=60 seventy=70 eighty=80 ninety=90
    hundred=*100 hundreds=*100 thousand=*1e3 thousands=*1e3 million=*1e6 millions=*1e6 mn=*1e6 billion=*1e9 billions=*1e9 bn=*1e9 trillion=*1e12 dozen=*12 dozens=*12
    first=1 second=2 third=3/3 fourth=4/4 fifth=5/5 sixth=6/6 seventh=7/7 eighth=8/8 ninth=9/9 tenth=10/10 eleventh=11 twelfth=12 thirteenth=13 fourteenth=14 fifteenth=15
    sixteenth=16 seventeenth=17 eighteenth=18 nineteenth=19 twentieth=20 thirtieth=30 hundredth=100/100
    half=1/2 halves=1/2 thirds=3/3 quarter=4/4 quarters=4/4 fifths=5/5 sixths=6/6 sevenths=7/7 eighths=8/8 ninths=9/9 tenths=10/10 thousandth=1000/1000 thousandths=1000/1000 hundredths=100/100
    twice=2 double=2 doubled=2 doubles=2 doubling=2 thrice=3 triple=3 tripled=3 both=2`,
  de: `null=0 eins=1 zwei=2 zwo=2 drei=3 vier=4 fünf=5 sechs=6 sieben=7 acht=8 neun=9 zehn=10 elf=11 zwölf=12 sechzehn=16 siebzehn=17
    zwanzig=20 dreißig=30 vierzig=40 fünfzig=50 sechzig=60 siebzig=70 achtzig=80 neunzig=90 hundert=*100 tausend=*1e3 tsd=*1e3
    million=*1e6 millionen=*1e6 mio=*1e6 milliarde=*1e9 milliarden=*1e9 mrd=*1e9 dutzend=*12
    hälfte=1/2 halb=1/2 halbe=1/2 halben=1/2 halber=1/2 halbes=1/2 drittel=3/3 viertel=4/4 fünftel=5/5 achtel=8/8 zehntel=10/10 beide=2 beiden=2 doppelt=2 doppelte=2 verdoppelt=2 zweimal=2 dreimal=3 viermal=4
    erste=1 ersten=1 zweite=2 zweiten=2 dritte=3 dritten=3 vierte=4 vierten=4 fünfte=5 fünften=5 zehnte=10 zehnten=10`,
  fr: `zéro=0 deux=2 trois=3 quatre=4 cinq=5 six=6 sept=7 huit=8 neuf=9 dix=10 onze=11 douze=12 treize=13 quatorze=14 quinze=15 seize=16
    vingt=20 vingts=20 trente=30 quarante=40 cinquante=50 soixante=60 septante=70 huitante=80 octante=80 nonante=90 cent=*100 cents=*100 mille=*1e3
    million=*1e6 millions=*1e6 milliard=*1e9 milliards=*1e9 md=*1e9 mds=*1e9 mio=*1e6 douzaine=*12 centaine=*100 centaines=*100 millier=*1e3 milliers=*1e3
    moitié=1/2 demi=1/2 demie=1/2 tiers=3/3 quart=4/4 cinquième=5/5 dixième=10/10 premier=1 première=1 deuxième=2 second=2 seconde=2 troisième=3 quatrième=4 double=2 doublé=2 triple=3`,
  es: `cero=0 un=1 uno=1 una=1 dos=2 tres=3 cuatro=4 cinco=5 seis=6 siete=7 ocho=8 nueve=9 diez=10 once=11 doce=12 trece=13 catorce=14 quince=15 dieciséis=16
    diecisiete=17 dieciocho=18 diecinueve=19 veinte=20 veintiuno=21 veintiún=21 veintidós=22 veintitrés=23 veinticuatro=24 veinticinco=25 veintiséis=26 veintisiete=27
    veintiocho=28 veintinueve=29 treinta=30 cuarenta=40 cincuenta=50 sesenta=60 setenta=70 ochenta=80 noventa=90 cien=*100 ciento=*100
    doscientos=200 doscientas=200 trescientos=300 trescientas=300 cuatrocientos=400 cuatrocientas=400 quinientos=500 quinientas=500 seiscientos=600
    setecientos=700 ochocientos=800 novecientos=900 mil=*1e3 miles=*1e3 millón=*1e6 millones=*1e6
    mitad=1/2 medio=1/2 media=1/2 tercio=3/3 cuarto=4/4 quinto=5/5 décimo=10/10 primer=1 primero=1 primera=1 segundo=2 segunda=2 tercer=3 tercera=3 doble=2 triple=3 ambos=2 ambas=2`,
  ru: `два=2 две=2 двух=2 двум=2 двумя=2 три=3 трёх=3 трем=3 четыре=4 четырёх=4 пять=5 пяти=5 шесть=6 шести=6 семь=7 семи=7 восемь=8 восьми=8 девять=9 девяти=9
    десять=10 десяти=10 одиннадцать=11 двенадцать=12 тринадцать=13 четырнадцать=14 пятнадцать=15 шестнадцать=16 семнадцать=17 восемнадцать=18 девятнадцать=19
    двадцать=20 двадцати=20 тридцать=30 сорок=40 пятьдесят=50 шестьдесят=60 семьдесят=70 восемьдесят=80 девяносто=90 сто=*100 ста=*100 двести=200 триста=300
    четыреста=400 пятьсот=500 шестьсот=600 семьсот=700 восемьсот=800 девятьсот=900 тысяча=*1e3 тысячи=*1e3 тысяч=*1e3 тыс=*1e3 миллион=*1e6 миллиона=*1e6 миллионов=*1e6 млн=*1e6
    миллиард=*1e9 миллиарда=*1e9 миллиардов=*1e9 млрд=*1e9 половина=1/2 половину=1/2 половины=1/2 наполовину=1/2 пол=1/2 треть=3/3 трети=3/3 четверть=4/4
    первый=1 первая=1 первого=1 второй=2 вторая=2 второго=2 третий=3 третья=3 вдвое=2 втрое=3 дважды=2 оба=2 обе=2`,
  hi: `एक=1 दो=2 तीन=3 चार=4 पांच=5 पाँच=5 छह=6 छः=6 सात=7 आठ=8 नौ=9 दस=10 ग्यारह=11 बारह=12 तेरह=13 चौदह=14 पंद्रह=15 सोलह=16 सत्रह=17 अठारह=18 उन्नीस=19
    बीस=20 पच्चीस=25 तीस=30 चालीस=40 पचास=50 साठ=60 सत्तर=70 अस्सी=80 नब्बे=90 सौ=*100 हजार=*1e3 हज़ार=*1e3 लाख=*1e5 करोड़=*1e7 अरब=*1e9 आधा=1/2 आधी=1/2 आधे=1/2 तिहाई=3/3 चौथाई=4/4`,
  ar: `اثنان=2 اثنين=2 ثلاث=3 ثلاثة=3 أربع=4 أربعة=4 خمس=5 خمسة=5 ست=6 ستة=6 سبع=7 سبعة=7 ثماني=8 ثمانية=8 تسع=9 تسعة=9 عشر=10 عشرة=10 عشرون=20 عشرين=20
    ثلاثون=30 ثلاثين=30 أربعون=40 خمسون=50 خمسين=50 ستون=60 مئة=*100 مائة=*100 ألف=*1e3 آلاف=*1e3 مليون=*1e6 ملايين=*1e6 مليار=*1e9 نصف=1/2 نصفها=1/2 ثلث=3/3 ربع=4/4`,
}

const TABLES: ReadonlyMap<Language, ReadonlyMap<string, NumberWord>> = new Map(
  Object.entries(LISTS).map(([language, list]) => [language, tableOf(list)]),
)

/** What a word in any case adds to a number in the language; undefined if it says none. */
export function numberWord(word: string, language: Language): NumberWord | undefined {
  const norm = normaliseWord(word)
  const known = TABLES.get(language)?.get(norm)
  if (known !== undefined) return known
  return language === 'de' ? germanCompound(norm) : undefined
}

function tableOf(list: string): Map<string, NumberWord> {
  const table = new Map<string, NumberWord>()
  for (const entry of list.split(/\s+/u).filter(Boolean)) {
    const [word = '', meaning = ''] = entry.split('=')
    const [value = '', part] = meaning.replace('*', '').split('/')
    table.set(normaliseWord(word), {
      // "half" is no ordinal: it has the one reading.
      value: part === '2' && value === '1' ? 0.5 : Number(value),
      isScale: meaning.startsWith('*'),
      ...(part === undefined ? {} : { part: Number(part) }),
    })
  }
  return table
}

const GERMAN_UNITS =
  'ein=1 zwei=2 drei=3 vier=4 funf=5 sechs=6 sieben=7 acht=8 neun=9 zehn=10 elf=11 zwolf=12 dreizehn=13 vierzehn=14 funfzehn=15 sechzehn=16 siebzehn=17 achtzehn=18 neunzehn=19'
const GERMAN_TENS = 'zwanzig=20 dreissig=30 vierzig=40 funfzig=50 sechzig=60 siebzig=70 achtzig=80 neunzig=90'
const germanUnits = plainTable(GERMAN_UNITS)
const germanTens = plainTable(GERMAN_TENS)

/** German writes a number as one word: dreihundertachtundzwanzigtausend. `norm` has no umlauts. */
function germanCompound(norm: string): NumberWord | undefined {
  const value = germanValue(norm)
  return value === undefined ? undefined : { value, isScale: false }
}

function germanValue(norm: string): number | undefined {
  for (const [scale, factor] of [
    ['tausend', 1_000],
    ['hundert', 100],
  ] as const) {
    const at = norm.indexOf(scale)
    if (at < 0) continue
    const before = at === 0 ? 1 : germanValue(norm.slice(0, at))
    const rest = norm.slice(at + scale.length).replace(/^und/u, '')
    const after = rest === '' ? 0 : germanValue(rest)
    return before === undefined || after === undefined ? undefined : before * factor + after
  }
  const known = germanUnits.get(norm) ?? germanTens.get(norm)
  if (known !== undefined) return norm === 'ein' ? 1 : known
  const and = norm.indexOf('und')
  if (and <= 0) return undefined
  const unit = germanUnits.get(norm.slice(0, and))
  const ten = germanTens.get(norm.slice(and + 3))
  return unit === undefined || ten === undefined ? undefined : unit + ten
}

function plainTable(list: string): Map<string, number> {
  return new Map(
    list.split(' ').map((entry) => {
      const [word = '', value = ''] = entry.split('=')
      return [word, Number(value)]
    }),
  )
}

const HAN_DIGITS: Readonly<Record<string, number>> = {
  〇: 0,
  零: 0,
  一: 1,
  二: 2,
  两: 2,
  兩: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
}
const HAN_SCALES: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1_000, 万: 1e4, 萬: 1e4, 亿: 1e8, 億: 1e8 }

/** The value of Chinese numerals such as 三百二十; undefined for other text. */
export function hanNumber(text: string): number | undefined {
  let total = 0
  let section = 0
  let digit: number | undefined
  for (const sign of text) {
    const value = HAN_DIGITS[sign]
    const scale = HAN_SCALES[sign]
    if (value !== undefined) digit = digit === undefined ? value : digit * 10 + value
    else if (scale === undefined) return undefined
    else if (scale >= 1e4) {
      total = (total + section + (digit ?? 0) || 1) * scale
      section = 0
      digit = undefined
    } else {
      section += (digit ?? 1) * scale
      digit = undefined
    }
  }
  return total + section + (digit ?? 0)
}
