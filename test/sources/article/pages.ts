/** Sentences of an invented report, each long enough to read like prose. */
export const REPORT: readonly string[] = [
  'The harbour board voted on Tuesday to replace the swing bridge, which has carried traffic since 1931 and now sticks in cold weather.',
  'Engineers told the meeting that the bearings could be repaired twice more at most, and that each repair would close the road for six weeks.',
  'The new bridge, a bascule of two leaves, is to cost forty-one million and to open four times a day for ships, according to the plan.',
  'Shopkeepers on the eastern quay asked for a ferry while the road is closed, and the board promised an answer before the end of the month.',
]

/** A page of a site as they are made: much around little. */
export function newsPage({ head = '', before = '', body = paragraphs(REPORT), after = '' } = {}): string {
  return `<!doctype html><html lang="en-GB"><head>
    <title>Board votes for a new bridge | The Quay Gazette</title>
    <meta property="og:title" content="Board votes for a new bridge">
    <link rel="canonical" href="https://gazette.example/news/bridge">
    ${head}</head><body>
    <div class="cookie-banner"><p>We use cookies to make this site better, and to show you what our partners have to sell.</p></div>
    <nav><ul><li><a href="/">Home</a></li><li><a href="/news">News</a></li><li><a href="/sport">Sport</a></li></ul></nav>
    <main><article><h1>Board votes for a new bridge</h1>${before}<div class="story-body">${body}</div>${after}</article>
    <aside class="most-read"><h2>Most read</h2><ul><li><a href="/a">Ferry late again, and again</a></li></ul></aside></main>
    <footer><p>© 2026 The Quay Gazette. All rights reserved, in every part of the world there is.</p></footer>
    </body></html>`
}

export function paragraphs(texts: readonly string[]): string {
  return texts.map((text) => `<p>${text}</p>`).join('\n')
}
