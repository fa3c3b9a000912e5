import type { Language } from './language.ts'
import { normaliseWord } from './normalise.ts'

function wordSet(words: string): ReadonlySet<string> {
  return new Set(words.split(/\s+/).filter(Boolean).map(normaliseWord))
}

/** Words in lower case that join the parts of a name: Ministry of Defence, Ursula von der Leyen, Universidad de Chile. */
export const CONNECTORS: ReadonlyMap<Language, ReadonlySet<string>> = new Map([
  ['en', wordSet('of de del della di da do dos van von den ter bin ibn al el ul')],
  ['de', wordSet('von zu van de bin ibn al')],
  ['fr', wordSet('de du des d von van bin ibn al')],
  ['es', wordSet('de del von van bin ibn al')],
  ['ru', wordSet('фон ван де дер бен ибн аль ди да')],
])

/** Articles that may follow a connector inside a name: Bank of the West, Ursula von der Leyen, Charles de la Tour. */
export const ARTICLES = wordSet('the la las los le les l der den dem')

/** What "of" makes a name with, while "Modi of India" is two names: heads of institutions and places. */
export const HEADS =
  wordSet(`academy agency archbishop army assembly association bank battle bay board bureau cape cathedral chamber church
  city club coast college commission committee commonwealth confederation conference congress council court cup day democratic
  department directorate duke earl faculty federation forum foundation gulf hall house institute international isle islamic
  kingdom league library ministry museum office order organisation organization parliament party people's queen republic
  school sea senate society state states strait supreme synod temple tower treaty union university`)

/** Offices and forms of address, which stand before a name without being part of it. */
export const TITLES: ReadonlyMap<Language, ReadonlySet<string>> = new Map([
  [
    'en',
    wordSet(`mr mrs ms miss dr prof professor sir dame lord lady president vice prime minister deputy foreign defense defence
      finance interior secretary general chancellor premier king queen prince princess pope senator sen representative rep
      congressman congresswoman governor gov mayor ambassador envoy judge justice chief chairman chairwoman chair director
      spokesman spokeswoman spokesperson captain capt colonel col major maj lieutenant lt sergeant sgt gen admiral adm
      commander marshal officer detective sheriff attorney speaker leader coach reverend rev bishop archbishop cardinal imam
      sheikh sultan emir ayatollah crown first former acting ex head external executive home health trade economy affairs state opposition`),
  ],
  [
    'de',
    wordSet(`herr herrn frau dr prof professor präsident präsidentin bundespräsident bundeskanzler bundeskanzlerin kanzler
      kanzlerin minister ministerin ministerpräsident ministerpräsidentin premierminister premierministerin außenminister
      außenministerin innenminister innenministerin finanzminister finanzministerin verteidigungsminister
      verteidigungsministerin wirtschaftsminister wirtschaftsministerin justizminister gesundheitsminister staatschef
      regierungschef regierungschefin parteichef parteichefin sprecher sprecherin bürgermeister bürgermeisterin könig königin
      prinz prinzessin papst general senator abgeordneter generalsekretär generalsekretärin chef chefin trainer richter us`),
  ],
  [
    'fr',
    wordSet(
      'm mm mme mlle dr monsieur madame président présidente ministre premier première roi reine prince princesse pape général',
    ),
  ],
  [
    'es',
    wordSet(
      'sr sra srta dr dra don doña presidente presidenta ministro ministra rey reina príncipe princesa papa general primer',
    ),
  ],
  ['ru', wordSet('г-н г-жа президент премьер министр премьер-министр глава король королева генерал')],
])

/** Words that are a title only beside another: foreign minister, but Foreign Ministry and State Department. */
export const MODIFIERS =
  wordSet(`foreign defense defence finance interior external executive home health trade economy state general first crown
  vice head affairs opposition justice chief director leader coach chair speaker us`)

/** Words with a capital that name no one: days, months, and in English the pronoun. */
export const CALENDAR =
  wordSet(`i monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
  september october november december jan feb mar apr jun jul aug sept sep oct nov dec mon tue tues wed thu thur thurs fri
  sat sun easter christmas est edt gmt utc pst pdt cet bst
  montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag januar februar märz mai juni juli oktober dezember`)

/** Ordinary words that often open a sentence and are no function words. */
export const OPENERS: ReadonlyMap<Language, ReadonlySet<string>> = new Map([
  [
    'en',
    wordSet(`according additionally analysts armed asked authorities bad based big call children citizens city click come
      comes companies congratulations critics crowds days dear despite earlier eight elsewhere eventually everyone everything
      experts family fans find first five forces former four friends give given go good government great half having
      hello here high home hundreds instead investigators iraqi judge keep know last late later lawmakers lawyers leaders left let
      life like little local long look love made make man medical members men military millions minister ministers money months nearly
      new news next nine nobody nothing officers officials oil old one others part parents people person photos please
      police political power president prices prime prosecutors protesters public put read recently reporters
      republicans researchers residents right rebels say says school scientists security see senior seven several shares show six
      soldiers someone something sometimes sources state still students sure take taken talks teams ten thank thanks thing things
      think thousands three time times today tomorrow tonight top total troops try turn two unfortunately used victims
      video violence voters war watch water way week weeks welcome witnesses woman women work workers world year years
      yes yesterday young fewer finally maybe actually currently meanwhile moreover nevertheless nonetheless
      otherwise somehow suddenly ultimately usually war whatever wow ok okay oh ah`),
  ],
  [
    'de',
    wordSet(`allerdings außerdem bisher damals dagegen demnach derzeit dort erst erstmals etwa gestern heute hingegen insgesamt inzwischen jetzt
      laut leider mehrere mittlerweile morgen nachdem nun rund schließlich seitdem später trotz trotzdem vielleicht vor wegen weitere
      weiterhin zudem zuletzt zunächst zwei drei vier fünf zehn obwohl gleichzeitig anschließend darüber daraufhin ebenso ferner`),
  ],
  [
    'fr',
    wordSet(`actuellement ancien après aujourd'hui aucun certains certaines cinq côté demain deux dimanche dix enfin ensuite face fin hier
      jeudi interrogé lundi mardi mercredi merci mieux outre plusieurs pourtant près présent quatre quelques reste samedi selon
      seul seule six suite trois vendredi voilà début résultat difficile impossible objectif`),
  ],
  [
    'es',
    wordSet(`actualmente además ahora algunos ayer cinco cuatro después diez domingo finalmente hoy jueves lunes martes miércoles
      mientras muchos sábado según seis tres varias varios viernes asimismo posteriormente junto otro gran gracias luego`),
  ],
  [
    'ru',
    wordSet(`вчера сегодня завтра сейчас ранее позже два три четыре пять шесть десять несколько многие однако кроме благодаря согласно
      понедельник вторник среда четверг пятница суббота воскресенье впервые первый первая первые второй вторая новый новая`),
  ],
])

/** Endings of ordinary words, so that "Protesters" or "Speaking" at the start of a sentence is taken for no name. */
export const ORDINARY_ENDINGS: ReadonlyMap<Language, RegExp> = new Map([
  ['en', /(?:ing|ed|ly|tions?|ments?|ness|ists?|[eo]rs|ials|ants|ents|ities|ity|ive|ous|ful|less|able|ible)$/],
  ['fr', /(?:ement|ment|tions?|ant|ants|eurs?|ees?|es|ique)$/],
  ['es', /(?:mente|cion|ciones|ando|iendo|dad|dades|ores|adas?|ados?|idas?|idos?)$/],
  ['ru', /(?:ого|его|ами|ями|ться|ость|ости|ция|ции|ых|их|ые|ие|ый|ий|ая|ое|но|ли|ть)$/],
])

/** What a German noun may have in front of it and a name, as a rule, may not: articles, pronouns, numerals. */
export const GERMAN_DETERMINERS =
  wordSet(`der die das den dem des ein eine einen einem einer eines kein keine keinen keinem keiner mein meine
  dein sein seine seinen seinem seiner seines ihr ihre ihren ihrem ihrer ihres unser unsere unseren unserem unserer euer eure
  dieser diese dieses diesen diesem jeder jede jedes jeden jedem mancher welche welcher welches viele vielen vieler einige
  einigen mehrere mehreren alle allen aller wenige zwei drei vier fünf sechs sieben acht neun zehn zum zur vom am im beim ins ans
  aufs mehr weniger etwas nichts rund etwa kaum ohne und oder als wie zu`)

/** Endings that German gives to nouns of things, acts and qualities. */
export const GERMAN_NOUN =
  /(?:ung|ungen|heit|heiten|keit|keiten|schaft|schaften|tion|tionen|tät|täten|nis|nisse|ment|mente|ismus|tum|ling|linge|chen|lein|isten|ist|erin|innen|ern|ungs|age|enz|anz|ie|ik|ur|or|oren|ker|ger|ter|ler|ner|ber|der|fer|mer|rer|ser|zer|gen|ten|den|ben|fen|ken|len|men|nen|pen|ren|sen|zen|te|de|ge|be|fe|ke|le|me|ne|pe|re|se|ze)$/

/** German nouns that stand without an article as often as names do. */
export const GERMAN_COMMON =
  wordSet(`jahr jahre jahren jahrhundert jahrhunderts jahrtausend zeit platz fall arbeit ende anfang mitte uhr prozent euro
  dollar meter kilometer hektar kind kinder kindern mensch menschen leute polizei teil teile hilfe bezug kraft gefahr richtung woche
  wochen monat monate tag tage tagen stunde stunden minute minuten geld kritik recht grund haus hause land stadt frau frauen mann
  männer krieg frieden herbst sommer winter frühling frühjahr chr mio mrd wert million millionen milliarden tausende hunderte
  wasser luft gas öl strom art rolle angst angaben anzahl behörden experten studenten schüler mitte montag nacht abend morgen`)
