/** Verbs by which somebody is quoted, as one alternative of a regular expression. */
export const SAYING = [
  'said|says|say|told|tells|added|adds|explained|explains|wrote|writes|argued|argues|warned|warns|replied|replies|claimed|claims|announced|announces|insisted|insists',
  'answered|answers|responded|responds|recalled|recalls|predicted|predicts|promised|promises|remarked|alleged|alleges|conceded|concedes',
  'noted|notes|tweeted|testified|admitted|admits|stated|states|declared|declares|reported|reports|confirmed|confirms|suggested|acknowledged|stressed',
  'sagte|sagt|sagten|erklärte|erklärt|betonte|betont|teilte mit|teilt mit|kündigte an|warnte|warnt|berichtete|berichtet|meint|meinte',
  'a déclaré|ont déclaré|a dit|dit|explique|a expliqué|affirme|a affirmé|annonce|a annoncé|a assuré|assure|ajoute|a ajouté',
  'dijo|dice|anunció|anuncia|explicó|explica|afirmó|afirma|señaló|declaró|añadió|advirtió|aseguró',
  'сказала?|заявила?|сообщила?|отметила?|рассказала?|пояснила?|добавила?|объяснила?|говорит|считает',
].join('|')

/** What stands before whoever is quoted without a verb. */
export const ACCORDING =
  "according to|laut|zufolge|selon|d['’]après|según|de acuerdo con|по словам|по данным|as told by|told by"
