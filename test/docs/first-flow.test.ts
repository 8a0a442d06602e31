/** docs/authoring/add-a-flow.md is done as it stands, from an empty file to a flow that answers. */
import { test } from 'vitest';
import { walk, walkTimeoutMs } from './walkthrough/walk.js';

test(
  'every command prints what the page shows, and the flow answers in the chat',
  async () => {
    await walk('docs/authoring/add-a-flow.md');
  },
  walkTimeoutMs,
);
