import type { Language } from './language.ts'
import { FUNCTION_WORDS } from './stopwords.ts'

/** What gives a language away among those of its script. */
export interface Profile {
  readonly language: Language
  /** Function words in lower case, with their accents: those tell French from Spanish. */
  readonly words: ReadonlySet<string>
  /** Letters that few other languages of the script use; tested against the lower-cased word. */
  readonly letters?: RegExp
  /** Word endings typical of the language; tested against the lower-cased word. */
  readonly endings?: RegExp
}

function profile(language: Language, words: string, letters?: RegExp, endings?: RegExp): Profile {
  const set = new Set(words.split(/\s+/).filter(Boolean))
  return { language, words: set, ...(letters && { letters }), ...(endings && { endings }) }
}

/** Profiles by script, the script named by the language that wins when nothing tells; the first of each list is that one. */
export const PROFILES: ReadonlyMap<Language, readonly Profile[]> = new Map([
  [
    'la',
    [
      profile(
        'en',
        `${FUNCTION_WORDS.en} what's who's how when news says said new year`,
        /w[ae]|th|[^aeiou]y$|ck|oo|sh|gh/,
        /(ing|tion|ness|ly|ed)$/,
      ),
      profile('de', FUNCTION_WORDS.de, /[äöüß]|sch|cht|ei|tz|pf/, /(ung|keit|heit|lich|isch|ten|chen)$/),
      profile(
        'fr',
        FUNCTION_WORDS.fr,
        /[àèêçœùû]|eau|oi|ou|^é|(?<!qu)é[es]*$|[cdjlmnst]'/,
        /(tion|ment|eux|aux|ées?|és|ait|ent)$/,
      ),
      profile('es', FUNCTION_WORDS.es, /[ñíóá]/, /(ción|ciones|dad|ado|ados|aron|mente|ía)$/),
      profile(
        'it',
        `il lo la i gli le un uno una di del dello della dei degli delle a al allo alla ai agli alle da dal dalla in nel
        nella nei nelle con su sul sulla per tra fra e ed o ma se che chi cui non più anche come quando dove perché è sono era
        erano ha hanno essere stato stata questo questa questi quello quella loro suo sua suoi io lui lei noi voi si ci molto
        tutti tutto dopo prima ancora già solo fino quale cosa`,
        /[ìò]|gli|cch|zz/,
        /(zione|zioni|mente|ità|ato|ati|ano)$/,
      ),
      profile(
        'pt',
        `o a os as um uma uns umas de do da dos das em no na nos nas ao aos à às por pelo pela pelos pelas para com sem
        sob sobre entre e ou mas se que quem qual não mais também como quando onde porque é são era foi foram ser está estão tem
        têm ter seu sua seus suas este esta esse essa isso aquele ele ela eles elas nós você já ainda muito até depois desde
        mesmo todos tudo`,
        /[ãõçâê]|nh|lh/,
        /(ção|ções|dade|mente|ado|ram)$/,
      ),
      profile(
        'nl',
        `de het een en of maar want dat die dit deze van voor met op in aan bij uit naar over onder door tot tegen om te
        is zijn was waren wordt worden werd werden heeft hebben had kan kunnen zal zullen moet niet geen ook nog al wel meer
        veel als dan toen waar wie wat hoe er hier daar ik je jij hij ze zij wij we jullie hun haar ons onze zich na sinds`,
        /ij|aa|oe|uu/,
        /(heid|lijk|ing|en|tie)$/,
      ),
      profile(
        'sv',
        `och att det som en ett den de är var har hade inte på av för med till från om men så när där här vi jag du han
        hon ni sig sin sitt sina kan ska skulle blir blev eller under efter mot också mycket vid alla någon vad vilka denna
        detta över mellan`,
        /[åäö]/,
        /(ning|else|het|arna|erna|ade)$/,
      ),
      profile(
        'da',
        `og at det som en et den de er var har havde ikke på af for med til fra om men så når der her vi jeg du han hun
        sig sin sit sine kan skal skulle bliver blev eller under efter mod også meget ved alle nogle hvad hvilke denne dette
        over mellem efter`,
        /[æøå]|af/,
        /(ning|else|hed|ede|erne)$/,
      ),
      profile(
        'no',
        `og at det som en et den de er var har hadde ikke på av for med til fra om men så når der her vi jeg du han hun
        seg sin sitt sine kan skal skulle blir ble eller under etter mot også mye ved alle noen hva hvilke denne dette over
        mellom etter`,
        /[æøå]|øy|ei/,
        /(ning|else|het|ene)$/,
      ),
      profile(
        'pl',
        `i w we na z ze do od o u po za przed przez pod nad przy dla bez między a ale lub czy że żeby jak gdy kiedy gdzie
        kto co który która które jest są był była było były będzie być nie tak się to ten ta te tego tej tym jego jej ich on ona
        oni my wy już jeszcze tylko także oraz po tym`,
        /[ąęłśźżćń]|sz|cz|rz/,
        /(ego|ych|ości|owa|nie)$/,
      ),
      profile(
        'cs',
        `a i v ve na z ze do od o u po za před přes pod nad při pro bez mezi ale nebo že aby jak když kde kdo co který
        která které je jsou byl byla bylo byli bude být není ne se si to ten ta ty toho této tím jeho její jejich on ona oni my
        už jen také jako podle již`,
        /[ěščřžůý]/,
        /(ého|ých|ost|ní|ová)$/,
      ),
      profile(
        'ro',
        `și în de la cu pe din pentru prin sub despre până după fără un o unei unui al ale ai a care ce că să nu mai dar
        sau dacă când unde cum este sunt era au fost fi am are avea lui ei lor său sa acest această acesta aceasta el ea noi voi
        foarte tot toate`,
        /[șțăîâşţ]/,
        /(ul|ului|ilor|ție|rea)$/,
      ),
      profile(
        'hu',
        `a az egy és vagy de hogy nem is csak már még mint ha van volt lesz lehet meg el ki be fel le ez ezt azt aki ami
        amely ahol amikor mert szerint után előtt között alatt minden több nagyon után ő ők mi ti én te`,
        /[őű]|gy|sz|cs/,
        /(ban|ben|nak|nek|ság|ség|tól|ról)$/,
      ),
      profile(
        'fi',
        `ja on ei se että oli ovat olivat hän he me te minä sinä tämä joka jotka mutta tai kun jos niin kuin myös vain
        sen hänen heidän jo vielä mukaan jälkeen ennen kanssa ole olla ollut olisi kaikki mitä missä koska`,
        /ää|yy|öö|kk|aa/,
        /(ssa|ssä|sta|stä|lla|llä|nen|een)$/,
      ),
      profile(
        'tr',
        `ve bir bu da de için ile çok ne gibi daha kadar sonra önce olan olarak ki o en her şey ama veya ya mi mı mu mü
        değil var yok biz siz onlar ben sen onun kendi ise hem nasıl neden oldu olduğu etti edildi`,
        /[ışğöü]/,
        /(lar|ler|dır|dir|ında|inde|nın|nin)$/,
      ),
      profile(
        'id',
        `dan yang di ke dari untuk pada dengan dalam adalah ini itu tidak akan oleh sebagai juga atau karena ada mereka
        kami kita dia ia telah sudah bisa dapat lebih saat antara bahwa para seperti tersebut hanya setelah`,
        /ny|^meng|^men/,
        /(kan|nya|an)$/,
      ),
      profile(
        'vi',
        `và của là có không được cho trong một các những với này đã để người khi từ ở về cũng như ra đến tại theo vào
        nhưng hay nếu thì mà nhiều sẽ đang bị sau trước năm`,
        /[ăâđêôơưạảấầậắặếềểệịọốồộớờợụủứừựỳ]/,
      ),
    ],
  ],
  [
    'ru',
    [
      profile('ru', FUNCTION_WORDS.ru, /[ыэ]/, /(ого|его|ция|ость|ться|ский|ий|ый)$/),
      profile(
        'uk',
        `і й та в у на з із зі до від про по за при для без між але або що щоб як коли де хто який яка яке які є був була
        було були буде бути не так це цей ця ці того цього його її їх він вона вони ми ви вже ще тільки також після через`,
        /[іїєґ]/,
        /(ння|ість|ський)$/,
      ),
      profile(
        'bg',
        `и в на за от с със по до при без между но или че да как когато където кой който която което които е са беше бяха
        бъде не това този тази тези му го ги им той тя те ние вие вече още само също след през ще се си`,
        /ъ[бвгдзклмнпрстцчш]/,
        /(ът|ят|ите|ата|ият)$/,
      ),
      profile(
        'sr',
        `и у на за од са по до при без између али или да како када где ко који која које је су био била било били бити не
        то тај та овај ова ово његов њен њихов он она они ми ви већ још само такође после ће се`,
        /[ђћџљњј]/,
      ),
      profile(
        'mk',
        `и во на за од со по до при без меѓу но или дека да како кога каде кој која кое кои е се беше беа не тоа тој таа
        тие ние вие веќе уште само исто после низ ќе`,
        /[ѓќѕј]/,
      ),
      profile(
        'be',
        `і й ў у на з са да ад аб па за пры для без паміж але ці што каб як калі дзе хто які якая якое якія ёсць быў была
        было былі будзе не так гэта гэты гэтая яго яе іх ён яна яны мы вы ўжо яшчэ толькі таксама пасля праз`,
        /[ўі]|дз|эт/,
      ),
      profile(
        'kk',
        `және мен бен пен бұл осы сол бір де да үшін туралы кейін дейін бойынша болып болды емес бар жоқ ол олар біз сіз`,
        /[әғқңөұүһ]/,
      ),
    ],
  ],
  [
    'ar',
    [
      profile('ar', FUNCTION_WORDS.ar, /[ةىأإ]|^ال/),
      profile(
        'fa',
        `و در به از که این است را با برای آن یک خود تا بر هم نیز می شود شد کرد بود هستند شده اند ها های او ما شما آنها اما یا`,
        /[پچژگکی]/,
      ),
      profile(
        'ur',
        `کے کی کا میں ہے اور سے کو نے پر یہ کہ ہیں تھا تھی تھے گیا ایک وہ اس بھی نہیں کر ہو تو جو لیے ان کیا`,
        /[ٹڈڑےہںھ]/,
      ),
    ],
  ],
  [
    'hi',
    [
      profile('hi', FUNCTION_WORDS.hi),
      profile(
        'mr',
        `आणि आहे आहेत होते होता होती या ते तो ती हे हा ही व की पण तर मध्ये साठी नाही करण्यात केले केली झाला झाली त्या त्यांनी
        म्हणून येथे असे`,
        /ळ|च्या|ण्या/,
      ),
      profile('ne', `र छ छन् थियो थिए को का की ले लाई मा बाट हो हुन् यो त्यो यस गरेको भएको पनि तथा गर्ने भने नेपाल`),
    ],
  ],
])
