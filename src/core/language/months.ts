import { normaliseWord } from './normalise.ts'

/** Month names and their usual abbreviations (without stop), January first, alternatives parted by a bar. */
const MONTH_NAMES: Readonly<Record<string, string>> = {
  en: 'january|jan february|feb march|mar april|apr may june|jun july|jul august|aug september|sept|sep october|oct november|nov december|dec',
  de: 'januar|jänner|jan februar|feber|feb märz|mrz april|apr mai juni|jun juli|jul august|aug september|sept|sep oktober|okt november|nov dezember|dez',
  fr: 'janvier|janv février|févr|fév mars avril|avr mai juin juillet|juil août septembre|sept octobre|oct novembre|nov décembre|déc',
  es: 'enero|ene febrero|feb marzo|mar abril|abr mayo|may junio|jun julio|jul agosto|ago septiembre|setiembre|sept|sep octubre|oct noviembre|nov diciembre|dic',
  ru: 'января|январь|январе|янв февраля|февраль|феврале|фев марта|март|марте апреля|апрель|апреле|апр мая|май|мае июня|июнь|июне июля|июль|июле августа|август|августе|авг сентября|сентябрь|сентябре|сент октября|октябрь|октябре|окт ноября|ноябрь|ноябре|нояб декабря|декабрь|декабре|дек',
  hi: 'जनवरी फरवरी|फ़रवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर|सितम्बर अक्टूबर|अक्तूबर नवंबर|नवम्बर दिसंबर|दिसम्बर',
  ar: 'يناير|كانون_الثاني|جانفي فبراير|شباط|فيفري مارس|آذار أبريل|ابريل|نيسان|أفريل مايو|أيار|ماي يونيو|يونيه|حزيران|جوان يوليو|يوليه|تموز|جويلية أغسطس|آب|أوت سبتمبر|أيلول أكتوبر|تشرين_الأول نوفمبر|تشرين_الثاني ديسمبر|كانون_الأول',
}

/** Every month name as people write it, in lower case, and the normalised names with their numbers from 1 to 12. */
export const MONTH_SPELLINGS: readonly string[] = Object.values(MONTH_NAMES).flatMap((names) =>
  names.split(/[ |]/).map((name) => name.replace('_', ' ')),
)

const MONTH_NUMBERS: ReadonlyMap<string, number> = new Map(
  Object.values(MONTH_NAMES).flatMap((names) =>
    names
      .split(' ')
      .flatMap((alternatives, index) =>
        alternatives.split('|').map((name): [string, number] => [normaliseWord(name.replace('_', ' ')), index + 1]),
      ),
  ),
)

/** The number, 1 to 12, of a month named in any of the eight languages, whatever its case; undefined for other words. */
export function monthNumber(name: string): number | undefined {
  return MONTH_NUMBERS.get(normaliseWord(name).replace(/\.$/, ''))
}
