import { describe, expect, it } from 'vitest'
import type { Passage } from '../../../src/core/retrieval/passage.ts'
import { rankAnswers } from '../../../src/core/retrieval/rank.ts'

function passage(language: string, ...sentences: string[]): Passage {
  return { document: 'harbour', language, text: sentences.join(language === 'zh' ? '' : ' ') }
}

function firstSentence(question: string, passages: readonly Passage[]): string | undefined {
  const [best] = rankAnswers(question, passages).candidates
  return best && passages[best.passage]?.text.slice(best.start, best.end)
}

describe('rankAnswers', () => {
  const cases = [
    {
      language: 'en',
      text: [
        'The port of Lorness was dredged twice to let larger ferries in.',
        'Its lighthouse was built in 1871 by the engineer Agnes Torvald.',
        'Some 340 boats are registered in the harbour today.',
      ],
      questions: ['When was the lighthouse of Lorness built?', 'How many boats are registered in the harbour?'],
      answers: [1, 2],
    },
    {
      language: 'de',
      text: [
        'Der Hafen von Lorness wurde zweimal ausgebaggert, damit größere Fähren einlaufen können.',
        'Den Leuchtturm baute 1871 die Ingenieurin Agnes Torvald.',
        'Heute sind dort 340 Boote gemeldet.',
      ],
      questions: ['Wer baute den Leuchtturm?', 'Wie viele Boote sind gemeldet?'],
      answers: [1, 2],
    },
    {
      language: 'fr',
      text: [
        'Le port de Lorness a été dragué deux fois pour accueillir des ferries plus grands.',
        'Le phare a été construit en 1871 par une ingénieure, Agnes Torvald.',
        'On y compte aujourd’hui 340 bateaux.',
      ],
      questions: ['Quand le phare a-t-il été construit ?', 'Combien de bateaux y compte-t-on ?'],
      answers: [1, 2],
    },
    {
      language: 'es',
      text: [
        'El puerto de Lorness se dragó dos veces para que entraran transbordadores mayores.',
        'El faro lo construyó en 1871 la ingeniera Agnes Torvald.',
        'Hoy hay 340 barcos registrados en el puerto.',
      ],
      questions: ['¿Quién construyó el faro?', '¿Cuántos barcos están registrados?'],
      answers: [1, 2],
    },
    {
      language: 'ru',
      text: [
        'Порт Лорнесса дважды углубляли, чтобы принимать крупные паромы.',
        'Маяк построила в 1871 году инженер Агнес Торвальд.',
        'Сегодня в порту приписано 340 судов.',
      ],
      questions: ['Когда построили маяк?', 'Сколько судов приписано к порту?'],
      answers: [1, 2],
    },
    {
      language: 'hi',
      text: [
        'लोरनेस बंदरगाह को बड़े जहाज़ों के लिए दो बार गहरा किया गया।',
        'इसका प्रकाशस्तंभ 1871 में एग्नेस तोरवाल्ड ने बनवाया।',
        'आज बंदरगाह में 340 नावें पंजीकृत हैं।',
      ],
      questions: ['प्रकाशस्तंभ कब बनवाया गया?', 'बंदरगाह में कितनी नावें पंजीकृत हैं?'],
      answers: [1, 2],
    },
    {
      language: 'ar',
      text: [
        'جرى تعميق ميناء لورنس مرتين لاستقبال عبارات أكبر.',
        'شيدت المهندسة أغنيس تورفالد المنارة في عام 1871.',
        'يوجد اليوم 340 قاربا مسجلا في الميناء.',
      ],
      questions: ['متى شيدت المنارة؟', 'كم قاربا مسجلا في الميناء؟'],
      answers: [1, 2],
    },
    {
      language: 'zh',
      text: [
        '洛内斯港曾两次疏浚，以便大型渡轮进港。',
        '灯塔由工程师阿格尼丝于1871年建造。',
        '如今港口登记的船只有340艘。',
      ],
      questions: ['灯塔是什么时候建造的？', '港口登记了多少船只？'],
      answers: [1, 2],
    },
  ]
  for (const { language, text, questions, answers } of cases) {
    it.each(questions.map((question, at) => [question, text[answers[at] ?? 0]]))(
      `finds the sentence (${language}): %s`,
      (question, answer) => {
        expect(firstSentence(question, [passage(language, ...text)])).toBe(answer)
      },
    )
  }
})
