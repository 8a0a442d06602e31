/** A peer's process ends with the test, with a start that fails, and with a test run that is killed. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { siblingFiles, isRunning, startChild } from '../peers/child.js';

const stays = `console.log('pid ' + process.pid); setInterval(() => {}, 1000)`;
const bound = existsSync('/usr/bin/setpriv');

async function gone(pid: number): Promise<void> {
  while (isRunning(pid)) await wait(20);
}

test('a child tells what it said when it was ready, and ends with its handle', async () => {
  const child = await startChild(process.execPath, ['-e', stays], { ready: /pid (\d+)/ });
  expect(child.ready[1]).toBe(String(child.pid));
  await child[Symbol.asyncDispose]();
  expect(isRunning(child.pid)).toBe(false);
  await child[Symbol.asyncDispose]();
});

test('a start that fails tells what the program said, and leaves nothing', async () => {
  const dies = startChild(process.execPath, ['-e', 'throw new Error("no such book")'], { ready: /never/ });
  await expect(dies).rejects.toThrow('no such book');
  const silent = startChild(process.execPath, ['-e', stays], { ready: /never/, within: 1_000 });
  const said: unknown = await silent.catch((error: unknown) => error);
  expect(String(said)).toContain('was not ready in time');
  await gone(Number(/pid (\d+)/.exec(String(said))?.[1]));
});

test('a child that was ready in time is not ended when that time is over', async () => {
  const child = await startChild(process.execPath, ['-e', stays], { ready: /pid (\d+)/, within: 2_000 });
  await wait(2_500);
  expect(isRunning(child.pid)).toBe(true);
  await child[Symbol.asyncDispose]();
});

test('a child sees neither secrets of the environment nor options of the test runner', async () => {
  const tells = `console.log('env ' + JSON.stringify(Object.keys(process.env)))`;
  const child = await startChild(process.execPath, ['-e', `${tells};${stays}`], {
    ready: /env (.*)/,
    env: { OWN: '1' },
  });
  const names = JSON.parse(child.ready[1] ?? '') as string[];
  expect(names).toContain('OWN');
  expect(names).not.toContain('NODE_OPTIONS');
  await child[Symbol.asyncDispose]();
});

(bound ? test : test.skip)(
  `a test run that is killed takes its children along${bound ? '' : ' (setpriv is not installed: apt-get install util-linux)'}`,
  async () => {
    const module = pathToFileURL(siblingFiles(import.meta.url, '../peers/child.ts')).href;
    const run = `import(${JSON.stringify(module)}).then(async ({ startChild }) => {
      const child = await startChild(process.execPath, ['-e', ${JSON.stringify(stays)}], { ready: /pid/ });
      console.log(child.pid);
    })`;
    const parent = spawn(process.execPath, ['--import', 'tsx', '-e', run], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, NODE_OPTIONS: '' },
    });
    const [line] = (await once(createInterface(parent.stdout), 'line')) as [string];
    expect(isRunning(Number(line))).toBe(true);
    parent.kill('SIGKILL');
    await gone(Number(line));
  },
);
