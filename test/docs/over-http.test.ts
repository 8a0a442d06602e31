/** docs/integrating/over-http.md is done as it stands: one command, then curl until a refund is approved. */
import { test } from 'vitest';
import { walk, walkTimeoutMs } from './walkthrough/walk.js';

test(
  'every command prints what the page shows',
  async () => {
    await walk('docs/integrating/over-http.md', ['4711', '4712', '8080']);
  },
  walkTimeoutMs,
);
