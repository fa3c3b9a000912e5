/** Everything the desk says in its own words, in one place, so that another language is another file like this. */
export const wording = {
  topicsIntro: 'Topics, newest first',
  topicsHint: 'Type /brief and a topic to read it.',
  howToAdd: 'To add a topic, make a folder for it under briefs/ and put documents into it.',
  noTopics:
    'There are no topics here yet. Make a folder under briefs/ and put documents into it: it is briefed within seconds.',
  noBrief: (title: string) => `There is nothing to brief on ${title} yet: its documents hold no sentences.`,
  several: (typed: string) => `Several topics fit “${typed}”`,
  mentioned: (typed: string) => `No topic is called “${typed}”, but these speak of it`,
  unknown: (typed: string) => `No topic is called “${typed}”. The nearest are`,
  noQuestion: 'Ask something, as in: /ask Which country ratified it first?',
  briefGone: 'This brief is no longer available here.',
  bottomLine: 'Bottom line',
  points: 'Points',
  names: 'Who',
  dates: 'Dates',
  sources: 'Sources',
  notInDocuments: 'The documents do not say.',
  nearest: 'The nearest thing they do say',
  nothingNew: 'Nothing new.',
  update: 'Update',
  undated: 'undated',
  more: (count: number) => `${count} more ${count === 1 ? 'topic has' : 'topics have'} news: /brief lists them all.`,
  sourceCount: (count: number) => `${count} ${count === 1 ? 'source' : 'sources'}`,
  missed: (count: number) =>
    `Late: this covers ${count} earlier ${count === 1 ? 'edition' : 'editions'} missed while the desk was down.`,
} as const
