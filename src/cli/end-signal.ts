/** How a command that serves is told to end. */

/** Resolves on SIGTERM, SIGINT or, if requested, the end of standard input. */
export function endSignal(exitWithParent = false): Promise<'signalled'> {
  return new Promise((resolve) => {
    const end = (): void => {
      process.stdin.destroy();
      resolve('signalled');
    };
    process.once('SIGTERM', end).once('SIGINT', end);
    if (exitWithParent) process.stdin.once('end', end).once('close', end).resume();
  });
}
