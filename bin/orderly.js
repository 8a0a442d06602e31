#!/usr/bin/env node
/** Starts the command line: in a working copy straight from its TypeScript, else as it was built. */
import { existsSync } from 'node:fs';

const source = new URL('../src/cli/main.ts', import.meta.url);

if (existsSync(source)) {
  const { register } = await import('tsx/esm/api');
  register();
  await import(source.href);
} else {
  await import(new URL('../dist/src/cli/main.js', import.meta.url).href);
}
