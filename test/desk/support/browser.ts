/** Debian's Chromium, and pages in it that note what must never happen: a violation of the policy, a script's error. */
import { existsSync } from 'node:fs';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import type { AgentName, Desk } from './desk.js';

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

const switches = [
  ...['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
];

/** Where Chromium is; undefined if it is not installed. */
export const chromiumPath: string | undefined = places.find((path) => existsSync(path));

/** Why tests in a browser are skipped. */
export const whyNoBrowser = chromiumPath === undefined ? 'Chromium is not installed' : undefined;

/** Starts Chromium with a profile of its own. */
export const startBrowser = (): Promise<Browser> =>
  chromium.launch({
    ...(chromiumPath === undefined ? {} : { executablePath: chromiumPath }),
    chromiumSandbox: false,
    args: switches,
  });

/** How a page is looked at. */
export interface Look {
  width?: number;
  height?: number;
  colorScheme?: 'light' | 'dark';
  language?: 'en' | 'de';
}

/** A page of an agent, and what went wrong in it. */
export interface DeskPage extends AsyncDisposable {
  page: Page;
  context: BrowserContext;
  /** Violations of the content security policy, errors of scripts, dialogs that opened. */
  wrong: string[];
}

/** Opens a page; nobody is signed in. */
export async function openPage(browser: Browser, look: Look = {}): Promise<DeskPage> {
  const { width = 1440, height = 900, colorScheme = 'light', language = 'en' } = look;
  const context = await browser.newContext({
    ...{ viewport: { width, height }, colorScheme, locale: language === 'de' ? 'de-DE' : 'en-GB' },
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  const wrong: string[] = [];
  await page.exposeFunction('__orderlyWrong', (what: string) => void wrong.push(what));
  await page.addInitScript({ content: noteViolations });
  page.on('pageerror', (error) => void wrong.push(`error: ${error.message}`));
  page.on('dialog', (dialog) => {
    wrong.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('console', (message) => {
    if (/Content.Security.Policy/i.test(message.text())) wrong.push(`policy: ${message.text()}`);
  });
  return { page, context, wrong, [Symbol.asyncDispose]: () => context.close() };
}

const noteViolations = `addEventListener('securitypolicyviolation', (event) => {
  void globalThis.__orderlyWrong('policy: ' + event.violatedDirective + ' ' + event.blockedURI);
});`;

/** Opens the desk for an agent by a one-time link. */
export async function signedInPage(
  browser: Browser,
  desk: Pick<Desk, 'linkFor'>,
  agent: AgentName,
  look: Look = {},
): Promise<DeskPage> {
  const opened = await openPage(browser, look);
  await opened.page.goto(await desk.linkFor(agent));
  await opened.page.locator('#content').waitFor();
  return opened;
}
