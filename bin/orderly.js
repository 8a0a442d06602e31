#!/usr/bin/env node
/** Starts the command line: as it was built, or in a working copy straight from its TypeScript. */
import { existsSync } from 'node:fs';

const built = new URL('../dist/src/cli/main.js', import.meta.url);

if (existsSync(built)) {
  await import(built.href);
} else {
  const { register } = await import('tsx/esm/api');
  register();
  await import(new URL('../src/cli/main.ts', import.meta.url).href);
}
