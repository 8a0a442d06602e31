/** README.md is done as it stands, from the demo to a flow that answers. */
import { test } from 'vitest';
import { walk, walkTimeoutMs } from './walkthrough/walk.js';

test(
  'the demo plays as the README shows it, and its first flow answers in the chat',
  async () => {
    await walk('README.md');
  },
  walkTimeoutMs,
);
