/** docs/integrating/integrate-your-api.md is done as it stands: from the address of an API to an answered customer. */
import { test } from 'vitest';
import { walk, walkTimeoutMs } from './walkthrough/walk.js';

test(
  'every command prints what the page shows',
  async () => {
    await walk('docs/integrating/integrate-your-api.md', ['4711']);
  },
  walkTimeoutMs,
);
