/** Tries all parts one after another, each whatever became of the others; then throws the first failure. */
export async function tryInTurn(parts: readonly (() => Promise<unknown>)[]): Promise<void> {
  const failures: unknown[] = []
  for (const part of parts) await part().catch((error: unknown) => void failures.push(error))
  if (failures.length > 0) throw failures[0]
}
