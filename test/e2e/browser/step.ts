/** @throws what went wrong, with the name of the step: for flows of several that begin where the one before has ended */
export async function step(name: string, doing: () => Promise<void>): Promise<void> {
  try {
    await doing();
  } catch (error) {
    throw new Error(`Step "${name}": ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}
