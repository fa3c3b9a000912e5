import { normaliseWord } from '../language/normalise.ts'

/** What a number measures: a kind of size, and how many of that kind's smallest step one of the unit has. */
export interface Unit {
  readonly kind: string
  readonly size: number
}

/** Kind, then each unit with its size and its spellings, in any language. Currencies measure themselves. */
const UNITS: readonly (readonly [kind: string, units: readonly (readonly [size: number, spellings: string])[]])[] = [
  [
    'part',
    [
      [0.1, '成'],
      [0.01, '% ％ ٪ percent pct procent prozent prozents процент процента процентов प्रतिशत'],
    ],
  ],
  [
    'time',
    [
      [0.001, 'ms millisecond milliseconds millisekunde millisekunden'],
      [1, 's sec second seconds sekunde sekunden seconde secondes segundo segundos секунда секунды секунд'],
      [60, 'min minute minutes minuten minuto minutos минута минуты минут मिनट دقيقة دقائق'],
      [3_600, 'h hr hrs hour hours stunde stunden heure heures hora horas час часа часов घंटे ساعة ساعات'],
      [86_400, 'day days tag tage tagen jour jours día días день дня дней दिन يوم أيام'],
      [
        604_800,
        'week weeks woche wochen semaine semaines semana semanas неделя недели недель недель неделю सप्ताह أسبوع أسابيع',
      ],
    ],
  ],
  [
    'months',
    [
      [1, 'month months monat monate monaten mois mes meses месяц месяца месяцев महीने शहर شهر أشهر'],
      [12, 'year years yr yrs jahr jahre jahren an ans année années año años год года лет साल वर्ष عام سنة سنوات'],
      [
        120,
        'decade decades jahrzehnt jahrzehnte jahrzehnten décennie décennies década décadas десятилетие десятилетия',
      ],
      [1_200, 'century centuries jahrhundert jahrhunderte siècle siècles siglo siglos век века'],
    ],
  ],
  [
    'length',
    [
      [0.001, 'mm millimetre millimetres millimeter millimeters'],
      [
        0.01,
        'cm centimetre centimetres centimeter centimeters zentimeter zentimetern centimètre centimètres centímetro centímetros сантиметр сантиметра сантиметров सेंटीमीटर',
      ],
      [1, 'm metre metres meter meters metern mètre mètres metro metros метр метра метров मीटर متر أمتار 米'],
      [
        1_000,
        'km kilometre kilometres kilometer kilometers kilometern kilomètre kilomètres kilómetro kilómetros километр километра километров किलोमीटर كيلومتر 公里',
      ],
      [0.3048, 'ft foot feet fuß pied pieds pie pies фут футов फीट'],
      [0.0254, 'inch inches zoll'],
      [0.9144, 'yard yards'],
      [1_609.344, 'mile miles meile meilen mille milla millas миля мили миль'],
    ],
  ],
  [
    'mass',
    [
      [0.001, 'g gram grams gramm gramme grammes gramo gramos'],
      [
        1,
        'kg kilo kilos kilogram kilograms kilogramm kilogramme kilogrammes kilogramo kilogramos килограмм килограмма килограммов',
      ],
      [1_000, 't ton tons tonne tonnes tonnen tonelada toneladas тонна тонны тонн'],
    ],
  ],
  [
    'area',
    [
      [1, 'm² sqm'],
      [10_000, 'ha hectare hectares hektar hectárea hectáreas гектар гектара гектаров'],
    ],
  ],
  [
    'power',
    [
      [1, 'kw kilowatt kilowatts'],
      [1_000, 'mw megawatt megawatts'],
      [1e6, 'gw gigawatt gigawatts'],
    ],
  ],
  [
    'speed',
    [
      [1, 'km/h kph kmh'],
      [1.609344, 'mph'],
    ],
  ],
  ['dollar', [[1, '$ dollar dollars dólar dólares доллар доллара долларов']]],
  ['euro', [[1, '€ eur euro euros евро']]],
  ['pound', [[1, '£ pound pounds pfund']]],
  ['yen', [[1, '¥ yen']]],
  ['crown', [[1, 'crown crowns krone kronen']]],
  ['franc', [[1, 'franc francs franken']]],
  ['rouble', [[1, '₽ rouble roubles ruble rubles рубль рубля рублей']]],
  ['rupee', [[1, '₹ rupee rupees रुपये']]],
  ['person', [[1, 'people person persons personen menschen personnes personas человек']]],
]

const TABLE: ReadonlyMap<string, Unit> = new Map(
  UNITS.flatMap(([kind, units]) =>
    units.flatMap(([size, spellings]) =>
      spellings.split(' ').map((word) => [normaliseWord(word), { kind, size }] as const),
    ),
  ),
)

/** Behind these of two words: "40 square metres", "70 per cent", "150 kilometres an hour". */
const PHRASES: readonly (readonly [RegExp, Unit])[] = [
  [/^(?:per ?cents?|por ciento|pour cent|v\.H\.)(?!\p{L})/iu, { kind: 'part', size: 0.01 }],
  [/^(?:square met(?:re|er)s?|quadratmetern?|mètres carrés|metros cuadrados)(?!\p{L})/iu, { kind: 'area', size: 1 }],
  [/^(?:kilomet(?:re|er)s?|km) (?:an|per|each) hour(?!\p{L})/iu, { kind: 'speed', size: 1 }],
  [/^miles (?:an|per|each) hour(?!\p{L})/iu, { kind: 'speed', size: 1.609344 }],
]

/** The unit that a text begins with, which follows a number; and how many characters it takes. */
export function unitAt(text: string): { readonly unit: Unit; readonly length: number } | undefined {
  for (const [pattern, unit] of PHRASES) {
    const found = pattern.exec(text)
    if (found !== null) return { unit, length: found[0].length }
  }
  const word = /^(?:km\/h|m²|[%％٪$€£¥₹₽]|公里|米|成|[\p{L}\p{M}]+)/iu.exec(text)?.[0]
  const unit = word === undefined ? undefined : TABLE.get(normaliseWord(word))
  return word === undefined || unit === undefined ? undefined : { unit, length: word.length }
}
