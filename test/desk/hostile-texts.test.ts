/** What customers and shops write is only ever text: on no page does it run, load, or break out of its place. */
import { randomUUID } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { type DeskPage, openPage, signedInPage, whyNoBrowser } from './support/browser.js';
import type { Desk } from './support/desk.js';
import { deskInBrowser } from './support/desk-in-browser.js';
import { hostileAddresses, hostileTexts } from './support/hostile-texts.js';
import { keepHandover, keepRequest, keepUnclear } from './support/rows.js';

let desk: Desk;
let browser: Browser;

/** Texts in groups, each of which fills every field of one conversation, request and write. */
const group = 10;
const groups = Array.from({ length: Math.ceil(hostileTexts.length / group) }, (_, at) =>
  hostileTexts.slice(at * group, (at + 1) * group),
);

interface Kept {
  conversation: string;
  approval: number;
  effect: string;
  texts: readonly string[];
}

/** Keeps a conversation, a request and a write all of whose texts are hostile. */
async function keep(texts: readonly string[]): Promise<Kept> {
  const { store } = desk.stack;
  const conversation = randomUUID();
  const text = (at: number): string => texts[at % texts.length] ?? '';
  const messageIds = texts.map(() => randomUUID());
  for (const [at, messageId] of messageIds.entries())
    await store.messages.add({
      ...{ merchant: 'demo', conversation, messageId, seq: at + 1, text: text(at) },
      ...{ sentAt: new Date().toISOString(), subject: text(at + 1) },
      attachments: hostileAddresses.map((url) => ({ name: text(at + 2), mediaType: text(at + 3), url })),
    });
  await keepHandover(store, conversation, text(0), {
    customer: { name: text(1), email: text(2), ref: text(3), verified: 'claimed' },
    record: { kind: 'order', number: text(4), status: text(5) },
    ...{ intent: text(6), question: text(7) },
    said: texts.map((said) => ({ text: said, at: new Date().toISOString() })),
    tried: texts.map((title) => ({
      ...{ operation: title, title, outcome: title, code: title },
      reference: title,
    })),
    links: { conversation: 'javascript:__orderlyWrong("link")', run: 'javascript:__orderlyWrong("link")' },
  });
  const summary = {
    ...{ what: text(0), orderNumber: text(1), orderStatus: text(2), customerName: text(3), reason: text(4) },
    ...Object.fromEntries(texts.map((name) => [name.slice(0, 60), name])),
  };
  const approval = await keepRequest(store, { summary, messageIds, conversation });
  const effect = await keepUnclear(store, {
    reference: text(5),
    connection: text(6),
    subject: `order:${text(7)}`,
  });
  return { conversation, approval, effect, texts };
}

/** Requests to anywhere but the desk. */
function noteForeign({ page, wrong }: DeskPage): void {
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(desk.url) && !url.startsWith('data:')) wrong.push(`foreign request: ${url}`);
  });
}

/** Nothing of the texts has become an element. */
const elementsMade = (page: Page): Promise<number> =>
  page
    .locator('script:not([type=module]), iframe, object, embed, base, video, audio, marquee, form[action]')
    .count();

const inText = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

describe.skipIf(whyNoBrowser !== undefined)(`${hostileTexts.length} hostile texts`, () => {
  const running = deskInBrowser();
  beforeAll(() => {
    ({ desk, browser } = running);
  });

  test('are at least 150', () => {
    expect(hostileTexts.length).toBeGreaterThanOrEqual(150);
  });

  test('stay text in the inbox, in approvals, among what is unclear and in runs', async () => {
    await using agent = await signedInPage(browser, desk, 'anna');
    const { page, wrong } = agent;
    noteForeign(agent);
    for (const texts of groups) {
      const { conversation, approval, effect } = await keep(texts);
      await page.goto(`${desk.url}/desk/inbox/${conversation}`);
      const log = page.getByRole('log');
      await log.getByText('Handed off to service').waitFor();
      const shown = inText(await log.innerText());
      for (const text of texts) expect(shown).toContain(inText(text));
      expect(await elementsMade(page)).toBe(0);

      await page.goto(`${desk.url}/desk/approvals/${approval}`);
      await page.getByText('Exactly what will be executed').waitFor();
      expect(await elementsMade(page)).toBe(0);

      await page.goto(`${desk.url}/desk/unclear/${encodeURIComponent(effect)}`);
      await page.getByText('What to look for').waitFor();
      expect(await elementsMade(page)).toBe(0);

      await page.goto(`${desk.url}/desk/runs/${encodeURIComponent(effect.replace(/#.*/, ''))}`);
      await page.getByText('What happened').waitFor();
      expect(await elementsMade(page)).toBe(0);
    }
    // All of them at once in the lists.
    for (const path of ['inbox?whose=flows', 'approvals', 'unclear']) {
      await page.goto(`${desk.url}/desk/${path}`);
      await page
        .locator('[data-row]')
        .nth(groups.length - 1)
        .waitFor();
      expect(await elementsMade(page)).toBe(0);
    }
    expect(wrong).toEqual([]);
  });

  test('of what a customer has sent, only an address of the web is a link', async () => {
    const [texts = []] = groups;
    const { conversation } = await keep(texts);
    await using agent = await signedInPage(browser, desk, 'anna');
    await agent.page.goto(`${desk.url}/desk/inbox/${conversation}`);
    await agent.page.getByRole('log').getByText('Handed off to service').waitFor();
    const links = await agent.page.evaluate<string[]>(
      `[...document.querySelectorAll('main a')].map((link) => link.getAttribute('href') ?? '')`,
    );
    expect(links.filter((href) => !/^(https?:\/\/|\/desk\/)/.test(href))).toEqual([]);
    expect(agent.wrong).toEqual([]);
  });

  test('stay text where an agent tries them, and in what was understood of them', async () => {
    await using agent = await signedInPage(browser, desk, 'anna');
    const { page, wrong } = agent;
    noteForeign(agent);
    // The conversation goes on: each text comes behind the one before it.
    for (const [before, text] of hostileTexts.filter((_, at) => at % 40 === 0).entries()) {
      await page.goto(`${desk.url}/desk/try`);
      const field = page.getByRole('textbox', { name: 'Message' });
      await field.fill(`Where is order 10105? ${text}`);
      await field.press('Enter');
      await page.getByRole('log').getByText('Where is order 10105?').nth(before).waitFor();
      await page.getByText('What was understood').waitFor();
      expect(await elementsMade(page)).toBe(0);
    }
    expect(wrong).toEqual([]);
  });

  test('do nothing in an address, and lead nobody elsewhere', async () => {
    await using stranger = await openPage(browser);
    noteForeign(stranger);
    const { page, wrong } = stranger;
    for (const text of [...hostileAddresses, ...hostileTexts.filter((_, at) => at % 20 === 0)]) {
      const search = new URLSearchParams({ problem: text, merchant: text, to: text });
      await page.goto(`${desk.url}/desk/sign-in?${search.toString()}`);
      await page.getByRole('heading', { name: 'Sign in to the desk' }).waitFor();
      expect(await elementsMade(page)).toBe(0);
    }
    // A link that was opened leads below the desk, whatever the address says.
    const link = await desk.linkFor('anna');
    await page.goto(link.replace('#', `?to=${encodeURIComponent('https://evil.example/')}#`));
    await page.locator('#content').waitFor();
    expect(new URL(page.url()).origin).toBe(desk.url);
    await page.goto(
      `${desk.url}/desk/inbox?find=${encodeURIComponent('<img src=x onerror=__orderlyWrong(1)>')}`,
    );
    await page.getByText('Nothing was found').waitFor();
    expect(wrong).toEqual([]);
  });
});
