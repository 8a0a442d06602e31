/** docs/integrating/first-hour.md is done as it stands: from the description of an API to a question that its data answers. */
import { test } from 'vitest';
import { walk, walkTimeoutMs } from './walkthrough/walk.js';

test(
  'every command prints what the page shows',
  async () => {
    await walk('docs/integrating/first-hour.md', ['4711']);
  },
  walkTimeoutMs,
);
