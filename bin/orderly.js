#!/usr/bin/env node
/** Starts the command line: straight from its TypeScript where what compiles it is installed, else as it was built. */
import { existsSync } from 'node:fs';

const source = new URL('../src/cli/main.ts', import.meta.url);
const built = new URL('../dist/src/cli/main.js', import.meta.url);

/** What compiles TypeScript is a development dependency: `npm ci --omit=dev` leaves it out. */
const compiler = existsSync(source) ? await import('tsx/esm/api').catch(() => undefined) : undefined;

if (compiler !== undefined) {
  compiler.register();
  await import(source.href);
} else if (existsSync(built)) {
  await import(built.href);
} else {
  process.stderr.write(
    'error not_built: Nothing is built here, and the development dependencies are not installed\n' +
      'Run `npm ci && npm run build`; then `npm prune --omit=dev` takes the development dependencies away again.\n',
  );
  process.exitCode = 1;
}
