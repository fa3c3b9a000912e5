/** How the sentences of a language show at their beginning that they lean on what was said before. */
export interface OpeningWords {
  /** First words that always lean: pronouns, conjunctions, adverbs of order. */
  readonly first: string
  /** First words in a row that lean, parted by bars. */
  readonly phrases: string
  /** Pronouns that lean among the first three words: "In it they promise", "Für diese Aufgabe". */
  readonly near: string
  /** Connectives that may be left out, with the comma behind them. */
  readonly loose: string
  /** Articles, and nouns that behind one of them mean something named before: "the group", "die Partei". */
  readonly articles: string
  readonly nouns: string
  /** What makes of a demonstrative a time: "this year", "diese Woche". */
  readonly times: string
}

/** Chinese is matched by what the sentence begins with, since its words are not parted. */
export const OPENING_WORDS: Readonly<Record<string, OpeningWords>> = {
  en: {
    first: `there he she it they him her them his its their theirs hers this that these those such both neither either others another
      but and or so yet nor then however therefore thus hence instead meanwhile moreover furthermore additionally also besides
      indeed nevertheless nonetheless otherwise similarly likewise accordingly consequently still here elsewhere afterwards afterward
      finally firstly secondly thirdly lastly second third next again too because which who whose yes no well which again conversely overall
      altogether subsequently later ultimately`,
    phrases: `the other|the others|the latter|the former|the same|the two|the three|the four|the pair|the rest|the remaining|the above
      |the following|the second|the third|the next|a second|a third|a fourth|a further|a similar|in addition|in contrast|by contrast|in comparison|in turn|in short
      |in fact|in other words|in particular|in response|in return|in doing so|in both cases|in this|in that|as a result|as a consequence|as such|as well as that|for example|for instance
      |for this|for that|for these|for those|on the other hand|on the one hand|on the contrary|at the same time|at that time|at the time|at this|at that|after that|after this|before that
      |before this|since then|until then|by then|even so|even then|that said|despite this|despite that|with this|with that|with these|to this end|to that end
      |under this|under these|to do so|to do this|of these|of those|of them|of the|one of them|one is|one was|one of the two|one of these|one of those|one such|one reason|another is
      |more than that|not only that|not so|all of this|all of these|all of them|all this|all these|all three|all four|all of which|most of them|most of these|none of them|none of these|none of this
      |many of them|many of these|some of them|some of these|two of them|two of these|two others|two more|three others|three more|among them|among these|part of this|much of this
      |this is|there are two reasons|the reason|the first of|each of them|each of these|so far so|what is more|what matters more|no one else|nothing else|no other|only then|only one of|not all of them|far from it|rather than that|first of all
      |in the meantime|in between|in all|in total|in conclusion|in summary|in the end|at least|at first|at last|for its part|for his part|for her part|for their part|for now that|that is|that was|once there|once this|once that|once these|if so|if not|if this|if that|when this|when that|while this|while that|as this|as these|because of this|because of that|due to this|thanks to this|instead of this|apart from this|apart from that|besides this|other countries|other members|other groups|other states`,
    near: 'it they he she them him this that these those their his her its such',
    loose: `however meanwhile moreover furthermore additionally in_addition also besides finally indeed in_fact nevertheless
      nonetheless on_the_other_hand in_contrast by_contrast similarly likewise for_example for_instance in_the_meantime at_the_same_time overall lastly firstly secondly thirdly first second third`,
    articles: 'the',
    nouns: `group groups move step decision plan plans project proposal proposals agreement deal visit meeting talks incident attack
      accident company firm organisation organization body agency committee minister official officials president man woman couple
      boy girl suspect victim victims team party document text paper report study survey researchers authors scheme programme program
      measure measures rule rules change changes law bill law's act pact country countries region area site building work works increase rise fall
      drop figure figures number amount sum money result results latter system category list question issue problem method process
      order ruling verdict case trial announcement statement news offer bid move's initiative campaign strike protest event ceremony
      idea concept approach term name sale price cost delay repair fault aim purpose summary device product experiment sides leaders ministers former`,
    times: `year week month summer winter spring autumn fall morning afternoon evening night weekend quarter season century decade monday tuesday
      wednesday thursday friday saturday sunday january february march april may june july august september october november december`,
  },
  de: {
    first: `er es sie ihm ihn ihnen ihr ihre ihrer ihren ihrem sein seine seiner seinen seinem dieser diese dieses diesen diesem jener jene jenes dies das beide
      beides andere anderes solche solcher solches letztere letzterer letzteres ersterer erstere aber und oder sondern denn doch dann dort hier damit dabei dafür
      dagegen daher darum deshalb deswegen dazu davon darin darauf daraus daran darüber darunter danach daneben dadurch demnach zudem außerdem allerdings jedoch hingegen
      ebenso auch so also trotzdem dennoch gleichzeitig unterdessen inzwischen seitdem seither stattdessen somit folglich ferner schließlich zuvor anschließend weiterhin
      andernfalls immerhin zugleich überdies weil deren dessen ja nein zweitens drittens erstens später nun insgesamt`,
    phrases: `die übrigen|die anderen|der andere|die andere|das andere|die beiden|die letzteren|die restlichen|hinzu kommt|zum beispiel|im gegenteil|im gegensatz
      |im gegenzug|in der folge|aus diesem|zu diesem|für diese|für diesen|bis dahin|vor allem aber|auf der anderen|auf diese|einer von ihnen|eine von ihnen|eines davon|einer davon|zwei davon|drei davon|viele von ihnen|einige davon|einige von ihnen
      |keiner von ihnen|alle drei|alle vier|alle diese|all das|nach eigenen|ein zweiter|eine zweite|ein weiterer|eine weitere|ein weiteres|der erste von|mit anderen|das gleiche|dasselbe gilt|dies gilt|das gilt|was das|der grund`,
    near: 'dieser diese dieses diesen diesem jener jenes jenem ihm ihnen dessen deren seine seiner seinem seinen',
    loose: 'außerdem zudem allerdings jedoch schließlich erstens zweitens drittens',
    articles: 'der die das den dem des',
    nouns: `gruppe entscheidung plan pläne projekt vorschlag abkommen vereinbarung besuch treffen gespräche unfall angriff firma unternehmen organisation behörde minister
      ministerin präsident sprecher sprecherin mann frau paar verdächtige opfer mannschaft partei dokument bericht studie forscher autoren programm maßnahme maßnahmen regel regeln
      änderung gesetz pakt land länder gebiet gebäude anstieg rückgang zahl summe ergebnis ergebnisse system liste frage problem verfahren urteil fall initiative idee`,
    times: `jahr jahres woche monat monats sommer winter frühjahr frühling herbst morgen abend wochenende quartal saison jahrhundert jahrzehnt montag dienstag mittwoch donnerstag freitag samstag sonntag`,
  },
  fr: {
    first: `il elle ils elles ce cela ça ceci celui celle ceux celles cette cet ces son sa ses leur leurs lui eux mais et ou donc or car puis alors ainsi aussi cependant
      toutefois pourtant néanmoins ensuite enfin dès ailleurs là ici également autrement deuxièmement troisièmement premièrement parce oui non finalement parallèlement`,
    phrases: `les autres|d'autres|l'autre|un autre|une autre|les deux|tous deux|toutes deux|les trois|ce dernier|ces derniers|cette dernière|en revanche|en effet|en outre|en fait
      |de plus|de même|par ailleurs|par contre|par exemple|par conséquent|par la suite|d'autre part|d'une part|à l'inverse|au contraire|à cet|à cette|à ce|pour cela|pour ce|dans ce|dans cette|dans ces
      |selon lui|selon elle|selon eux|depuis lors|en même temps|c'est|l'un d'eux|l'une d'elles|deux d'entre eux|la plupart d'entre|certains d'entre|aucun d'entre|le reste|la même|le même|les mêmes|un second|une seconde|un deuxième|une deuxième|tous les trois|il s'agit|quant à|y compris|la raison`,
    near: 'ce cet cette ces cela celui lui elle eux leur leurs',
    loose:
      'cependant toutefois pourtant néanmoins en_outre de_plus par_ailleurs en_revanche en_effet enfin d_autre_part parallèlement finalement',
    articles: 'le la les l',
    nouns: `groupe décision plan projet proposition accord visite réunion discussions accident attaque société entreprise organisation agence comité ministre président porte-parole homme femme
      couple suspect victime équipe parti document texte rapport étude chercheurs auteurs programme mesure mesures règle règles loi pacte pays région bâtiment hausse baisse chiffre montant
      résultat résultats système liste question problème méthode procédure verdict affaire initiative campagne idée`,
    times: `année semaine mois été hiver printemps automne matin soir après-midi week-end trimestre saison siècle lundi mardi mercredi jeudi vendredi samedi dimanche`,
  },
  es: {
    first: `él ella ellos ellas ello este esta esto estos estas ese esa eso esos esas aquel aquella aquello aquellos su sus pero y e o u así pues luego entonces también tampoco además
      asimismo ahí allí aquí ambos ambas otro otra otros otras sino porque después finalmente igualmente mientras sí no dicho dicha dichos dichas segundo tercero`,
    phrases: `los otros|las otras|el otro|la otra|los demás|las demás|los dos|las dos|los tres|el resto|la mayoría de ellos|uno de ellos|una de ellas|dos de ellos|algunos de ellos|ninguno de ellos|sin embargo|no obstante
      |por otra parte|por otro lado|por su parte|por ejemplo|por eso|por ello|por tanto|por lo tanto|por el contrario|en cambio|en efecto|en consecuencia|en ese|en este|en esta|en esa|con ello|con esto|con este|con esta|para ello|para esto
      |a su vez|al mismo tiempo|desde entonces|hasta entonces|según él|según ella|a pesar de ello|el mismo|la misma|lo mismo|este último|esta última|un segundo|una segunda|un tercero|la razón|es decir|o sea|como resultado`,
    near: 'este esta esto estos estas ese esa eso ello ellos ellas él ella dicho dicha',
    loose:
      'además asimismo sin_embargo no_obstante por_otra_parte por_otro_lado por_su_parte en_cambio finalmente también por_ejemplo',
    articles: 'el la los las',
    nouns: `grupo decisión plan proyecto propuesta acuerdo visita reunión conversaciones accidente ataque compañía empresa organización agencia comité ministro ministra presidente presidenta portavoz hombre mujer pareja
      sospechoso víctima víctimas equipo partido documento texto informe estudio investigadores autores programa medida medidas regla reglas ley pacto país región edificio aumento caída cifra cantidad resultado resultados
      sistema lista cuestión problema método proceso veredicto caso iniciativa campaña idea`,
    times: `año semana mes verano invierno primavera otoño mañana tarde noche trimestre temporada siglo lunes martes miércoles jueves viernes sábado domingo`,
  },
  ru: {
    first: `он она оно они его её их ему ей им это этот эта эти этого этой этих тот та те такой такая такое такие но и а или да также тоже однако зато затем потом тогда поэтому там здесь туда оба обе другие другой другая
      остальные прочие так итак таким вместо наконец впрочем причём притом следовательно аналогично кроме позже ранее далее потому нет второй вторая второе третий`,
    phrases: `при этом|в то же время|между тем|тем временем|тем не менее|в частности|например|к тому же|в связи с этим|из них|в результате|в ответ|в свою очередь|по его|по её|по их|для этого|после этого|до этого
      |с тех пор|до сих пор|то же|один из них|одна из них|двое из них|многие из них|некоторые из них|никто из них|все они|все эти|на это|об этом|кроме того|помимо этого|первый из|с другой стороны|с одной стороны|более того|причина`,
    near: 'этот эта это этого этой этих этому этом этим него неё них нём ней ними нему его её их том',
    loose:
      'однако кроме_того к_тому_же между_тем тем_временем впрочем наконец в_то_же_время при_этом тем_не_менее более_того',
    articles: '',
    nouns: '',
    times: `году год года неделе неделю неделя месяце месяца месяц лето летом зимой весной осенью утром вечером квартале сезоне веке понедельник вторник среду четверг пятницу субботу воскресенье`,
  },
  hi: {
    first: `वह वे यह ये इस इन उस उन इसका इसकी इसके उसका उसकी उसके इनका इनकी इनके उनका उनकी उनके इससे उससे इनसे उनसे इसमें उसमें इनमें उनमें इसे उसे इन्हें उन्हें उसने उन्होंने इसने इन्होंने इसी उसी लेकिन मगर परंतु किंतु पर और या एवं तथा
      फिर तब इसलिए अतः वहीं वहां वहाँ यहां यहाँ दोनों अन्य बाकी शेष हालांकि हालाँकि ऐसे ऐसा ऐसी वैसे साथ बल्कि क्योंकि जबकि तो दूसरा दूसरी दूसरे तीसरा तीसरी बाद आखिरकार अंततः नहीं हां हाँ`,
    phrases:
      'इसके अलावा|इसके बाद|साथ ही|दूसरी ओर|इस बीच|उदाहरण के लिए|इस तरह|इस प्रकार|इस कारण|एक और|एक अन्य|उनमें से|इनमें से|ऊपर बताए',
    near: 'इस इन उस उन इसके उसके इनके उनके इसमें उसमें इसे उसे उन्हें इन्हें उन्होंने उनका उनकी',
    loose: 'हालांकि हालाँकि इसके_अलावा साथ_ही दूसरी_ओर इस_बीच अंततः आखिरकार',
    articles: '',
    nouns: '',
    times: 'साल वर्ष सप्ताह हफ्ते महीने माह गर्मी सर्दी सुबह शाम सोमवार मंगलवार बुधवार गुरुवार शुक्रवार शनिवार रविवार',
  },
  ar: {
    first: `هو هي هم هما هن هذا هذه ذلك تلك هؤلاء هذان هاتان لكن ولكن ثم أو كما وهو وهي وهم وهذا وهذه وذلك وتلك كذلك وكذلك أيضا وأيضا هناك هنا لذلك ولذلك لذا ولذا إذن بل حيث فإن وإن لأن ولأن
      كلاهما كلتاهما وكلاهما الآخرون آخرون وآخرون غير وبذلك بذلك وعليه وبعدها بعدها وأضاف أضاف وأضافت أضافت وأوضح وأوضحت وأشار وأشارت وتابع وتابعت وأكد وأكدت وقال وقالت قال قالت ومنها ومنهم وفيها وفيه فيها فيه منها منهم بينها وبينها
      وكان وكانت نعم لا أخيرا وأخيرا ثانيا ثالثا لاحقا ولاحقا`,
    phrases: `ومع ذلك|مع ذلك|في المقابل|وفي المقابل|بالإضافة إلى ذلك|إضافة إلى ذلك|من ناحية أخرى|من جهة أخرى|ومن جهة أخرى|من جهته|من جانبه|ومن جانبه|على سبيل المثال|وعلى سبيل المثال|في الوقت نفسه|وفي الوقت نفسه|بعد ذلك|وبعد ذلك|قبل ذلك
      |منذ ذلك|في هذا|وفي هذا|في هذه|وفي هذه|على ذلك|نتيجة لذلك|ونتيجة لذلك|أحدهم|إحداها|معظمهم|بعضهم|بعضها|جميعهم|جميعها|كل منهما|أما الآخرون|الأعضاء الآخرون|السبب|غير أن|إلا أن`,
    near: 'هذا هذه ذلك تلك هؤلاء منه منها منهم فيه فيها فيهم عنه عنها عليه عليها بها به لها له لهم بينهم بينها',
    loose:
      'ومع_ذلك مع_ذلك في_المقابل وفي_المقابل من_ناحية_أخرى من_جهة_أخرى أخيرا وأخيرا إضافة_إلى_ذلك بالإضافة_إلى_ذلك في_الوقت_نفسه وفي_الوقت_نفسه',
    articles: '',
    nouns: '',
    times: 'العام السنة الأسبوع الشهر الصيف الشتاء الربيع الخريف الصباح المساء الفصل الموسم القرن اليوم',
  },
  zh: {
    first: `他 她 它 这 那 此 该 其 但 而且 而后 然而 不过 可是 并且 并 所以 因此 因而 于是 或者 或 同时 此外 另外 另一 另有 其中 其他 其余 随后 之后 对此 与此 双方 两国 两者 二者 也 还 又 则 后者 前者 同样 例如 比如 换句话说 总之 最后 首先 其次 再次 上述 以上 除此
      为此 据此 由此 虽然如此 尽管如此 是的 不是 三者 有的 有些人 有人 一方面 相反 反之 否则 接着 当时`,
    phrases: '',
    near: '',
    loose: '然而 不过 此外 另外 同时 与此同时 最后 首先 其次 例如 但是 除此之外',
    articles: '',
    nouns: '',
    times: '今年 次',
  },
}
