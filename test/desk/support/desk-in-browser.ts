/** A desk and a browser for all tests of a file. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { startBrowser } from './browser.js';
import { type Desk, startDesk } from './desk.js';

/** Both, once the tests run. */
interface DeskInBrowser {
  readonly desk: Desk;
  readonly browser: Browser;
}

/** Starts both before the tests of a suite, and ends them after it. */
export function deskInBrowser(): DeskInBrowser {
  let started: DeskInBrowser | undefined;
  const running = (): DeskInBrowser => {
    if (started === undefined) throw new Error('The desk is there once the tests run.');
    return started;
  };
  beforeAll(async () => {
    const desk = await startDesk();
    started = { desk, browser: await startBrowser() };
  });
  afterAll(async () => {
    await started?.browser.close();
    await started?.desk[Symbol.asyncDispose]();
  });
  return {
    get desk() {
      return running().desk;
    },
    get browser() {
      return running().browser;
    },
  };
}
