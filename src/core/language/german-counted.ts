/** Clubs and leagues: the number belongs to the name. */
const NAMED = String.raw`F(?:C|FC|SV)|\p{L}*[Ll]iga`

/** What comes in rows, in the singular. */
const COUNTED =
  `Jahr Halbjahr Lebensjahr Schuljahr Jahrgang Jahrhundert Jahrtausend Quartal Semester Monat Woche Wochenende Tag Stunde Minute
  Geburtstag Todestag Hochzeitstag Jahrestag Spieltag Verhandlungstag Prozesstag Feiertag Weihnachtstag Weihnachtsfeiertag Advent Adventssonntag
  Mal Platz Rang Runde Etappe Halbzeit Wahlgang Auflage Klasse Stock Stockwerk Obergeschoss Weltkrieg
  Sinfonie Symphonie Sinfoniekonzert`
    .split(/\s+/u)
    .join('|')

const ENDING = String.raw`(?:e?[ns]|e)?(?![\p{L}\p{M}])`

/** What German counts by a number with a stop, at the beginning of a text: “3. Platz”, “2. Quartals”, “1. FC”. */
export const GERMAN_COUNTED = new RegExp(`^(?:${NAMED}|${COUNTED})${ENDING}`, 'u')
/** Those of them that are names with their number, as “1. FC Köln” and “2. Bundesliga” are. */
export const GERMAN_NAMED = new RegExp(`^(?:${NAMED})${ENDING}`, 'u')
