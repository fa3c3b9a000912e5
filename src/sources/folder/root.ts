import { access, constants, opendir, stat } from 'node:fs/promises'
import { isHidden } from './file-names.ts'
import { troubleOf } from './reading.ts'

/** The inode of the folder that holds the topics, or why it cannot be read. */
export async function lookAtRoot(root: string): Promise<number | string> {
  try {
    const stats = await stat(root)
    if (!stats.isDirectory()) return 'it is not a folder; make it one, with a folder inside for each topic'
    await access(root, constants.R_OK | constants.X_OK)
    return stats.ino
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    return missing ? 'there is no such folder; make it, with a folder inside for each topic' : troubleOf(error)
  }
}

/** Whether nothing shows in a folder. What an unmounted drive leaves is such a folder: there, and readable. */
export async function isBare(folder: string): Promise<boolean> {
  // Of a folder that holds very much the first few names tell.
  for await (const { name } of await opendir(folder)) if (!isHidden(name)) return false
  return true
}

/** What is said of a folder that is empty, though so many documents came from it. */
export function emptied(documents: number): string {
  const them = documents === 1 ? '1 document' : `${documents} documents`
  const are = documents === 1 ? 'it is' : 'they are'
  return `it is empty, and yet the desk has ${them} from it, which stay: mount its drive, or, if ${are} gone for good, put any file there, such as an empty desk.yaml`
}
