/** The thread for large XML reads what somebody waits for, and nothing else. */
import { afterEach, expect, test, vi } from 'vitest';
import { Worker } from 'node:worker_threads';
import { viewInThread } from '../../../../src/connectors/declarative/formats/xml-format.js';
import type { XmlDocument } from '../../../../src/connectors/declarative/formats/view-of-xml.js';

const document = (text: string): XmlDocument => ({
  ...{ format: 'xml', text, namespaces: undefined, lists: new Map() },
});
const patience = { deadline: Infinity };
const read = (text: string): Promise<unknown> => viewInThread(document(text), patience);

afterEach(() => {
  vi.restoreAllMocks();
});

test('what was given up in the queue is not begun', async () => {
  const posted = vi.spyOn(Worker.prototype, 'postMessage');
  const controller = new AbortController();
  const first = read('<a>1</a>');
  void viewInThread(document('<a>2</a>'), { ...patience, signal: controller.signal });
  void viewInThread(document('<a>3</a>'), { deadline: Date.now() - 1 });
  const last = read('<a>4</a>');
  controller.abort();
  expect(await Promise.all([first, last])).toEqual([{ a: '1' }, { a: '4' }]);
  expect(posted.mock.calls.map(([sent]) => (sent as XmlDocument).text)).toEqual(['<a>1</a>', '<a>4</a>']);
});

test('a thread that is still at what was given up is ended, and the next document gets a new one', async () => {
  const posted = vi.spyOn(Worker.prototype, 'postMessage');
  const ended = vi.spyOn(Worker.prototype, 'terminate');
  const controller = new AbortController();
  const large = `<a>${'<b/>'.repeat(400_000)}</a>`;
  void viewInThread(document(large), { ...patience, signal: controller.signal });
  // It is posted in a turn of its own, and not read within one.
  while (posted.mock.calls.length === 0) await Promise.resolve();
  controller.abort();
  expect(await read('<a>5</a>')).toEqual({ a: '5' });
  expect(ended).toHaveBeenCalledTimes(1);
  const [before, after] = posted.mock.contexts;
  expect(after).not.toBe(before);
});

test('a thread that ended while it was idle is replaced', async () => {
  const posted = vi.spyOn(Worker.prototype, 'postMessage');
  expect(await read('<a>6</a>')).toEqual({ a: '6' });
  await (posted.mock.contexts[0] as Worker).terminate();
  expect(await read('<a>7</a>')).toEqual({ a: '7' });
});
