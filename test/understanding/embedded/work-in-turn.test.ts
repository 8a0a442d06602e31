/** The model's thread is shared: merchants in turn, each question once, and none that nobody waits for. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FromThread } from '../../../src/understanding/embedded/thread-messages.js';
import {
  type ModelThread,
  startModelThread,
} from '../../../src/understanding/embedded/embedded-understander.js';
import { Turns, WorkInTurn } from '../../../src/understanding/embedded/work-in-turn.js';

let thread: ModelThread;

beforeAll(async () => {
  thread = await startModelThread(() => undefined);
});

afterAll(() => thread.end());

/** The real thread behind it, and the texts that it was given, in their order. */
function room() {
  const read: string[] = [];
  const work = new WorkInTurn<string, FromThread>((text) => {
    read.push(text);
    return thread.ask({ message: { text } });
  });
  const ask = (owner: string, text: string, signal?: AbortSignal): Promise<FromThread> =>
    work.ask({ owner, key: `${owner} ${text}`, question: text, signal });
  return { read, work, ask };
}

test('merchants are served in turn, and the messages of each in the order in which they came', async () => {
  const { read, ask } = room();
  const many = ['a1', 'a2', 'a3', 'a4'].map((text) => ask('anton', text));
  const few = ['b1', 'b2'].map((text) => ask('berta', text));
  const one = ask('carla', 'c1');
  await Promise.all([...many, ...few, one]);
  expect(read.slice(0, 3)).toEqual(['a1', 'b1', 'c1']);
  expect(read.filter((text) => text.startsWith('a'))).toEqual(['a1', 'a2', 'a3', 'a4']);
  expect(read.slice().sort()).toEqual(['a1', 'a2', 'a3', 'a4', 'b1', 'b2', 'c1']);
});

test('while all may be served, each comes once before any comes again', () => {
  const turns = new Turns<string>();
  for (const item of ['a1', 'a2', 'a3', 'a4', 'b1', 'b2', 'c1']) turns.add(item.slice(0, 1), item);
  const served = Array.from({ length: 7 }, () => turns.next());
  expect(served).toEqual(['a1', 'b1', 'c1', 'a2', 'b2', 'a3', 'a4']);
  expect(turns.next()).toBeUndefined();
});

test('who comes while another’s many wait is next', async () => {
  const { read, ask } = room();
  const many = Array.from({ length: 30 }, (_, n) => ask('anton', `a${n}`));
  await many[2];
  await ask('berta', 'b0');
  expect(read.indexOf('b0')).toBeLessThanOrEqual(4);
  await Promise.all(many);
  expect(read).toHaveLength(31);
});

describe('a message that nobody waits for', () => {
  test('leaves at once, and is never read', async () => {
    const { read, ask } = room();
    const gone = new AbortController();
    const under = ask('anton', 'a1');
    const given = ask('anton', 'a2', gone.signal);
    const after = ask('anton', 'a3');
    gone.abort(new Error('the attempt was given up'));
    await expect(given).rejects.toThrow('the attempt was given up');
    await Promise.all([under, after]);
    expect(read).toEqual(['a1', 'a3']);
  });

  test('is not even taken in when it was given up before', async () => {
    const { read, ask } = room();
    await expect(ask('anton', 'a1', AbortSignal.abort(new Error('too late')))).rejects.toThrow('too late');
    expect(read).toEqual([]);
  });

  test('is read for the other one who asks the same', async () => {
    const { read, ask } = room();
    const gone = new AbortController();
    const under = ask('anton', 'a1');
    const [first, second] = [ask('anton', 'a2', gone.signal), ask('anton', 'a2')];
    gone.abort(new Error('the attempt was given up'));
    await expect(first).rejects.toThrow('the attempt was given up');
    expect(await second).toHaveProperty('meaning');
    await under;
    expect(read).toEqual(['a1', 'a2']);
  });

  test('is answered for its retry if it was being read', async () => {
    const { read, ask } = room();
    const gone = new AbortController();
    const given = ask('anton', 'a1', gone.signal);
    gone.abort(new Error('the attempt was given up'));
    await expect(given).rejects.toThrow('the attempt was given up');
    expect(await ask('anton', 'a1')).toHaveProperty('meaning');
    expect(read).toEqual(['a1']);
  });
});

describe('the same message again', () => {
  test('joins the answer that is under way, and later gets the one that was kept', async () => {
    const { read, ask } = room();
    const [first, second] = await Promise.all([ask('anton', 'a1'), ask('anton', 'a1')]);
    expect(second).toBe(first);
    expect(await ask('anton', 'a1')).toBe(first);
    expect(read).toEqual(['a1']);
  });

  test('is read again once what was known is forgotten, or a hundred others came', async () => {
    const { read, work, ask } = room();
    await ask('anton', 'a1');
    work.forget();
    await ask('anton', 'a1');
    for (let other = 0; other < 100; other += 1) await ask('berta', `b${other}`);
    await ask('anton', 'a1');
    expect(read.filter((text) => text === 'a1')).toHaveLength(3);
  });
});

test('a question that fails is told to all who asked it, keeps nobody else, and may be asked again', async () => {
  let failures = 0;
  const work = new WorkInTurn<string, FromThread>((text) => {
    if (text === 'bad' && failures++ === 0) return Promise.reject(new Error('the thread ended'));
    return thread.ask({ message: { text } });
  });
  const ask = (question: string): Promise<FromThread> =>
    work.ask({ owner: 'anton', key: question, question });
  const all = await Promise.allSettled([ask('bad'), ask('bad'), ask('good')]);
  expect(all.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled']);
  expect(await ask('bad')).toHaveProperty('meaning');
});
