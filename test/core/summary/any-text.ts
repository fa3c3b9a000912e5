import fc from 'fast-check'

const word = fc.constantFrom(
  ...[
    'the',
    'Port',
    'strike',
    'said',
    '1,234',
    'мир',
    'Порт',
    'العالم',
    '世界',
    '港口',
    'दुनिया',
    '👩‍👩‍👧',
    'e\u0301tat',
    '\ud800',
    'U.S.',
  ],
)
const mark = fc.constantFrom(
  '. ',
  '! ',
  '? ',
  '\n',
  '\n\n',
  ' ',
  ', ',
  '。',
  '। ',
  '؟ ',
  '" ',
  '“',
  '”',
  ' (',
  ') ',
  '\u0000',
)

/** Texts of many scripts with sentences, quotations, line breaks and rubbish. */
export const anyText = fc.oneof(
  fc.array(fc.tuple(word, mark), { maxLength: 300 }).map((pairs) => pairs.flat().join('')),
  fc
    .array(fc.array(word, { minLength: 3, maxLength: 20 }), { maxLength: 60 })
    .map((sentences) => sentences.map((words) => `${words.join(' ')}. `).join('')),
  fc.string({ unit: 'binary', maxLength: 400 }),
)
