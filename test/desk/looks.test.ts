/**
 * Every page on a phone, a tablet and a wide screen, in light and dark colours, in both languages: nothing sticks out, and axe
 * finds nothing serious. The pictures are in `.cache/desk`, to be looked at; those of docs/pictures are taken from there.
 */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { keepRequest, keepUnclear } from './support/rows.js';
import { type Look, openPage, signedInPage, whyNoBrowser } from './support/browser.js';
import type { Desk } from './support/desk.js';
import { deskInBrowser } from './support/desk-in-browser.js';
import { asksForRefund } from './support/refunds.js';

const pictures = join('.cache', 'desk');
/** Read as text: the policy lets no page load it as a script. */
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let desk: Desk;
let browser: Browser;
/** Where each page is, once there is something to see on it. */
let paths: Readonly<Record<string, string>>;

const looks: readonly Required<Omit<Look, 'height'>>[] = ([360, 768, 1440] as const).flatMap((width) =>
  (['light', 'dark'] as const).flatMap((colorScheme) =>
    (['en', 'de'] as const).map((language) => ({ width, colorScheme, language })),
  ),
);

interface Finding {
  id: string;
  impact: string | null;
  nodes: { html: string; failureSummary?: string }[];
}

/** What axe finds that is serious or critical. */
async function seriousFindings(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const found = await page.evaluate<Finding[]>(
    `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations)`,
  );
  return found
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
}

/** A script that names what is pressed and is less than 24 px wide or high; a link in a sentence is as high as its line. */
const smallTargets = `[...document.querySelectorAll('a[href], button, summary, select, textarea, input:not([type=hidden])')]
  .filter((target) => target.checkVisibility({ visibilityProperty: true }) && !target.matches('.mantine-SegmentedControl-input'))
  .map((target) => ({ target, places: [target, ...(target.labels ?? [])].map((one) => one.getBoundingClientRect()) }))
  .filter(({ places }) => !places.some(({ width, height, bottom }) => (width >= 24 && height >= 24) || width <= 1 || bottom < 0))
  .filter(({ target }) => !(target.matches('a') && target.parentElement.innerText.trim().length > target.innerText.trim().length))
  .map(({ target, places: [{ width, height }] }) =>
    [target.tagName, (target.innerText || target.ariaLabel || '').slice(0, 40), Math.round(width), Math.round(height)].join(' '))`;

/** A script that names texts on one line that are cut, with “…” or without. */
const cutTexts = `[...document.querySelectorAll('#content *, nav *')]
  .filter((one) => one.clientWidth > 1 && one.scrollWidth > one.clientWidth + 1 && one.innerText)
  .filter((one) => (({ textOverflow, overflowX, whiteSpace }) =>
    textOverflow === 'ellipsis' || (overflowX === 'hidden' && whiteSpace === 'nowrap'))(getComputedStyle(one)))
  .map((one) => one.innerText.slice(0, 60))`;

/** Fills the desk: a refund that waits, one that is approved, one that the customer does not want after all, a conversation with people, an unclear write, one that is tried and waits. */
async function fill(): Promise<Readonly<Record<string, string>>> {
  const { stage, stack } = desk;
  const waiting = stage.signedIn(stack.stories.refundable.from60To190[0]!.customer);
  await waiting.says(
    `I would like a refund for order ${stack.stories.refundable.from60To190[0]!.nummer}, please.`,
  );
  await stage.hearsUntil(waiting, /What would you like refunded/);
  await waiting.says('The whole order');
  await stage.hearsUntil(waiting, /Would you like me to refund/);
  await waiting.says('Yes, please');
  await stage.hearsUntil(waiting, /a colleague will check it first/);
  const declining = stage.signedIn(stack.stories.refundable.from60To190[2]!.customer);
  await declining.says(
    `A refund for my whole order ${stack.stories.refundable.from60To190[2]!.nummer}, please.`,
  );
  await stage.hearsUntil(declining, /Would you like me to refund/);
  await declining.says('No, I will keep it.');
  await stage.hearsUntil(declining, /./);
  const { number, workflowId } = await stage.anna.finds(waiting.workflowId);
  await keepRequest(stack.store, {
    summary: { what: 'Refund', customerName: 'Marta Klein', orderNumber: '10117', reason: 'damaged' },
    ...{ messageIds: [], conversation: randomUUID(), minor: 6_450 },
  });
  const person = stage.signedIn(stack.stories.refundable.from60To190[1]!.customer);
  await person.says('My parcel arrived open, and I am really angry. Can I talk to a person, please?');
  await stage.hearsUntil(person, /colleague|person/i);
  const approved = await asksForRefund(desk, 3);
  await stage.anna.decides(await stage.anna.finds(approved.customer.workflowId), 'approved');
  await stage.hearsUntil(approved.customer, /We’ve refunded/);
  const tried = await triedRefund(4);
  const effect = await keepUnclear(stack.store, { reference: 're_4711' });
  return {
    inbox: `inbox/${person.conversation}`,
    'inbox-list': 'inbox',
    approvals: `approvals/${number}`,
    'approvals-list': 'approvals',
    confirming: `approvals/${number}`,
    approved: `approvals/${approved.number}?past=true`,
    unclear: `unclear/${encodeURIComponent(effect)}`,
    runs: `runs/${encodeURIComponent(workflowId)}`,
    'runs-list': 'runs',
    'runs-all': 'runs?ended=true',
    flows: 'flows/refund-order',
    // A conversation that has begun stays: its start comes first.
    'try-start': 'try',
    try: 'try',
    'try-waits': `try/${tried}`,
    pause: 'pause',
    'not-found': 'nowhere',
  };
}

/** A conversation in which a refund is tried until it waits for an approval; its id. */
async function triedRefund(at: number): Promise<string> {
  const order = desk.stack.stories.refundable.from60To190[at]!;
  await using agent = await signedInPage(browser, desk, 'ben');
  const { page } = agent;
  await page
    .getByRole('textbox')
    .fill(
      `I want a refund for my whole order ${order.nummer}. My postcode is ${order.customer.plz}. It arrived broken.`,
    );
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Yes', exact: true }).click();
  await page.getByRole('link', { name: /Waits for an approval/ }).waitFor();
  return page.url().split('/').at(-1) ?? '';
}

/** Begins a conversation to try, until its first question is asked and the diagram shows where the flow stands. */
async function begin(page: Page): Promise<void> {
  await page.locator('#content li > button').first().click();
  await page.getByRole('log').getByRole('button').first().waitFor();
  await page.locator('[data-state="open"]').first().waitFor({ state: 'attached' });
}

/** What must be there before a picture is taken. */
const settled = async (page: Page): Promise<void> => {
  await page.locator('h1:visible, h2:visible').first().waitFor();
  await page
    .getByRole('status', { name: /^(Loading|Wird geladen)$/ })
    .first()
    .waitFor({ state: 'detached' });
};

describe.skipIf(whyNoBrowser !== undefined)('the looks of the desk', () => {
  const running = deskInBrowser();
  beforeAll(async () => {
    ({ desk, browser } = running);
    await mkdir(pictures, { recursive: true });
    paths = await fill();
  });

  test.each(looks)('$width px, $colorScheme, $language', async (look) => {
    const { width, colorScheme, language } = look;
    const height = width === 360 ? 740 : 900;
    const found: string[] = [];
    const picture = (name: string): string =>
      join(pictures, `${name}-${width}-${colorScheme}-${language}.png`);
    await using agent = await signedInPage(browser, desk, 'anna', { ...look, height });
    const { page, wrong } = agent;
    for (const [name, path] of Object.entries(paths)) {
      await page.goto(`${desk.url}/desk/${path}`);
      await settled(page);
      if (name === 'try') await begin(page);
      if (name === 'runs-list')
        await page
          .getByText(/Refund an order|Eine Bestellung erstatten/)
          .first()
          .waitFor();
      if (name === 'confirming') {
        await page.getByRole('button', { name: /^(Approve|Freigeben)/ }).click();
        await page.getByRole('textbox').waitFor();
      }
      if (name === 'approved')
        await page.getByText(/The customer was told|Der Kunde hat davon gehört/).waitFor();
      if (name === 'try-waits')
        await page
          .getByText(/Waits for an approval|Wartet auf eine Freigabe/)
          .nth(1)
          .waitFor({ state: 'attached' });
      if (name === 'runs' || name === 'flows') await page.locator('.react-flow__node').first().waitFor();
      const sticksOut = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
      if (Number(sticksOut) > 0) found.push(`${name}: sticks out by ${String(sticksOut)} px`);
      if (width === 360)
        for (const target of await page.evaluate<string[]>(smallTargets))
          found.push(`${name}: too small to press: ${target}`);
      for (const text of await page.evaluate<string[]>(cutTexts)) found.push(`${name}: cut: ${text}`);
      await page.screenshot({ path: picture(name) });
      for (const finding of await seriousFindings(page)) found.push(`${name}: ${finding}`);
    }
    await using stranger = await openPage(browser, { ...look, height });
    await stranger.page.goto(`${desk.url}/desk/sign-in`);
    await settled(stranger.page);
    await stranger.page.screenshot({ path: picture('sign-in') });
    for (const finding of await seriousFindings(stranger.page)) found.push(`sign-in: ${finding}`);
    expect(found).toEqual([]);
    expect(wrong).toEqual([]);
  });
});
