import { manifestLink, NEW_APP_PAGE, printManifest } from '../platforms/slack/manifest.ts'
import type { Runtime } from '../runtime.ts'
import type { ManifestOptions } from './command-line.ts'

/** `attache slack manifest`: the manifest on standard output, fit to be copied or piped; what to do with it beside. */
export async function manifest(options: ManifestOptions, runtime: Runtime): Promise<void> {
  if (options.link === true) {
    runtime.out(`${manifestLink(options.url)}\n`)
    return
  }
  runtime.out(`${printManifest(options.url)}\n`)
  runtime.err(
    `\nPaste this at ${NEW_APP_PAGE} (“From a manifest”, JSON), or open what npx attache slack manifest --link prints.\n`,
  )
}
