/** The command line `orderly`. */
import { runCommandLine } from './run-command-line.js';

// Whoever reads our output may stop before its end: `orderly runs list demo | head`.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

process.exitCode = await runCommandLine(process.argv.slice(2));
