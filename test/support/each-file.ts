/** What holds for every test file: its environment ends with it, and what it took of the processors is written down. */
import { appendFileSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { relative } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, expect } from 'vitest';

/** Clock ticks a second, in which Linux counts the time of children (`getconf CLK_TCK`). */
const TICKS = 100;

/** CPU seconds of this process and of the children that it has waited for (proc(5); elsewhere than on Linux its own). */
function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6 + childSeconds();
}

function childSeconds(): number {
  try {
    const stat = readFileSync('/proc/self/stat', 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[13]) + Number(fields[14])) / TICKS;
  } catch {
    return 0;
  }
}

/** Whether a process that this one has started is still there; what it took is counted once it has been waited for. */
function hasChildren(): boolean {
  try {
    return readFileSync(`/proc/self/task/${process.pid}/children`, 'utf8') !== '';
  } catch {
    return false;
  }
}

/** Whether Temporal's core runs in this process, where files share one that may have been installed only once. */
function hasSharedCore(): boolean {
  if (process.env['ORDERLY_TEST_SHARED'] === undefined) return false;
  const { cache } = createRequire(import.meta.url);
  const path = Object.keys(cache).find((each) => each.endsWith('@temporalio/worker/lib/runtime.js'));
  const loaded =
    path === undefined ? undefined : (cache[path]?.exports as { Runtime?: { _instance?: unknown } });
  return loaded?.Runtime?._instance !== undefined;
}

const durations = process.env['ORDERLY_TEST_DURATIONS'];
const environment = { ...process.env };
const begun = cpuSeconds();

afterAll(async () => {
  for (const name of Object.keys(process.env))
    if (!(name in environment)) Reflect.deleteProperty(process.env, name);
  Object.assign(process.env, environment);
  if (hasSharedCore()) throw new Error("This file runs Temporal's core: list it in vitest.config.ts.");
  if (durations === undefined) return;
  for (let turn = 0; turn < 100 && hasChildren(); turn += 1) await delay(50);
  const file = relative(process.cwd(), expect.getState().testPath ?? '');
  appendFileSync(durations, `${JSON.stringify({ file, seconds: cpuSeconds() - begun })}\n`);
});
