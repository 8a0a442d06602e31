/** How a command that serves is told to end. */

/** Resolves on SIGTERM, SIGINT or, if requested, the end of standard input. */
export function endSignal(exitWithParent = false): Promise<'told'> {
  return new Promise((resolve) => {
    const end = (): void => {
      process.stdin.destroy();
      resolve('told');
    };
    process.once('SIGTERM', end).once('SIGINT', end);
    if (exitWithParent) process.stdin.once('end', end).once('close', end).resume();
  });
}
