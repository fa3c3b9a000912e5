/** Text, or why the bytes are none. */
export type Decoded = { readonly text: string } | { readonly trouble: string }

/** Makes text of a file's bytes. Never throws. */
export function decodeText(bytes: Uint8Array, _hint: { readonly html: boolean }): Decoded {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) }
  } catch {
    return { trouble: 'its encoding is not recognised; save it as UTF-8' }
  }
}
