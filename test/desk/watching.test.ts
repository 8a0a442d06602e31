/** What else agents see and do at the desk: keys and several at once, phones, diagrams, a lost connection, sessions, German. */
import { randomUUID } from 'node:crypto';
import type { Browser, Locator } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { signedInPage, whyNoBrowser } from './support/browser.js';
import type { Desk } from './support/desk.js';
import { deskInBrowser } from './support/desk-in-browser.js';
import { asksForRefund } from './support/refunds.js';
import { keepHandover, keepRefused } from './support/rows.js';

let desk: Desk;
let browser: Browser;

interface Place {
  x: number;
  y: number;
  width: number;
  height: number;
}
const none: Place = { x: 0, y: 0, width: 0, height: 0 };

/** Where they stand on the page. */
const placesOf = async (elements: Locator): Promise<Place[]> =>
  Promise.all((await elements.all()).map(async (one) => (await one.boundingBox()) ?? none));

/** A script that names labels whose line runs past them; each has its line's id. */
const labelsBesideTheirLine = `[...document.querySelectorAll('[data-label]')].filter((label) => {
  const line = document.getElementById(label.dataset.label);
  const { left, right, top, bottom } = label.getBoundingClientRect();
  const length = line.getTotalLength();
  return !Array.from({ length: 400 }, (_, at) =>
    line.getPointAtLength((length * at) / 399).matrixTransform(line.getScreenCTM()),
  ).some(({ x, y }) => x >= left && x <= right && y >= top && y <= bottom);
}).map((label) => label.innerText)`;

/** More than a rounding of pixels. */
const covers = (one: Place, other: Place): boolean =>
  Math.min(one.x + one.width, other.x + other.width) - Math.max(one.x, other.x) > 1 &&
  Math.min(one.y + one.height, other.y + other.height) - Math.max(one.y, other.y) > 1;

describe.skipIf(whyNoBrowser !== undefined)('at the desk', () => {
  const running = deskInBrowser();
  beforeAll(() => {
    ({ desk, browser } = running);
  });

  test('an approval needs no mouse', async () => {
    const { customer } = await asksForRefund(desk, 1);
    await using agent = await signedInPage(browser, desk, 'anna');
    const { page } = agent;
    await page.goto(`${desk.url}/desk/approvals`);
    await page.locator('[data-row]').first().waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.locator('article').waitFor();
    await page.keyboard.press('a');
    await page.getByText('It is not approved yet.').waitFor();
    await page.getByRole('form', { name: /Refund · €\d+\.\d\d · \d+/ }).waitFor();
    await page.keyboard.type('Looks right.');
    await page.keyboard.press('Control+Enter');
    await page.getByText('Approved by anna').waitFor();
    await desk.stage.hearsUntil(customer, /We’ve refunded/);
    await page.goto(`${desk.url}/desk/approvals`);
    await page.getByText('Past', { exact: true }).click();
    await page.getByText('approved').first().waitFor();
    expect(agent.wrong).toEqual([]);
  });

  test('several are approved at once, each amount listed', async () => {
    const requests = [await asksForRefund(desk, 2), await asksForRefund(desk, 3)];
    await using agent = await signedInPage(browser, desk, 'anna');
    const { page } = agent;
    await page.goto(`${desk.url}/desk/approvals`);
    for (const { number } of requests)
      await page.getByRole('checkbox', { name: `Mark request #${number}` }).check();
    await page
      .getByRole('region', { name: '2 requests marked' })
      .getByRole('button', { name: 'Approve' })
      .click();
    const dialog = page.getByRole('dialog');
    for (const { number } of requests) await dialog.getByText(`#${number} `).waitFor();
    await dialog.getByText('In all').waitFor();
    await dialog.getByRole('button', { name: 'Approve 2 requests' }).click();
    await dialog.getByRole('button', { name: 'Close' }).last().waitFor();
    for (const { customer } of requests) await desk.stage.hearsUntil(customer, /We’ve refunded/);
    expect(agent.wrong).toEqual([]);
  });

  test('who is asking and why a system refused is in sight, on a phone too', async () => {
    const { store } = desk.stack;
    const conversation = randomUUID();
    await store.conversations.begin('demo', conversation, 'chat');
    const refused = { outcome: 'refused', code: 'already_refunded', message: 'Paid back on 12 May.' };
    await keepHandover(store, conversation, 'Refund: the system refused it.', {
      customer: { name: 'Marta Klein', email: 'marta@example.com', verified: 'claimed' },
      ...{ said: [], tried: [{ operation: 'payments.refund', title: 'Refund', ...refused }] },
      links: { conversation },
    });
    await store.conversations.giveToPeople('demo', conversation, 'service');
    await using agent = await signedInPage(browser, desk, 'anna', {
      width: 390,
      height: 800,
      language: 'de',
    });
    const { page } = agent;
    await page.goto(`${desk.url}/desk/inbox/${conversation}`);
    const who = page.getByText('Wer fragt: Marta Klein, marta@example.com');
    await who.waitFor();
    expect(await page.getByRole('link', { name: 'Pause' }).isVisible()).toBe(true);
    await page.getByText('Über dieses Gespräch').click();
    await page.getByText('Es ist schon erstattet').waitFor();
    await page.getByText('Paid back on 12 May.').last().waitFor();
    expect(agent.wrong).toEqual([]);
  });

  test('no label of a diagram covers another one or a box, and no button covers the drawing', async () => {
    await using agent = await signedInPage(browser, desk, 'anna', { width: 390, height: 800 });
    const { page } = agent;
    await page.goto(`${desk.url}/desk/flows/refund-order`);
    const whole = page.getByRole('button', { name: 'Show the whole diagram' });
    const label = page.locator('[data-label]');
    await label.first().waitFor();
    expect(await label.count()).toBeGreaterThan(20);
    const boxes = page.locator('.react-flow__node-box');
    const drawn = [...(await placesOf(label)), ...(await placesOf(boxes))];
    const covered = drawn.flatMap((one, at) => drawn.slice(at + 1).filter((other) => covers(one, other)));
    expect(covered).toEqual([]);
    expect(await page.evaluate<string[]>(labelsBesideTheirLine)).toEqual([]);
    const [drawing = none] = await placesOf(page.locator('.react-flow'));
    const [button = none] = await placesOf(whole);
    expect(button.y + button.height).toBeLessThanOrEqual(drawing.y);
    expect(agent.wrong).toEqual([]);
  });

  test('a lost connection is said, and what was missed is there when it is back', async () => {
    await using agent = await signedInPage(browser, desk, 'anna');
    const { page, context } = agent;
    await page.goto(`${desk.url}/desk/approvals`);
    await page.getByText('Live', { exact: true }).waitFor();
    await context.setOffline(true);
    await page.getByText('The connection is lost.').waitFor();
    const { number } = await asksForRefund(desk, 4);
    await context.setOffline(false);
    await page.getByText('Connected again.').waitFor();
    await page.locator('[data-row]', { hasText: `#${number} ` }).waitFor();
  });

  test('a link opens the desk once, and a session that has ended leads to the sign-in and back', async () => {
    const link = await desk.linkFor('anna');
    await using agent = await signedInPage(browser, { linkFor: () => Promise.resolve(link) }, 'anna');
    const { page } = agent;
    await page.goto(`${desk.url}/desk/runs`);
    await page.getByRole('button', { name: /^anna/ }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Sign in to the desk' }).waitFor();
    await page.goto(link);
    await page.getByText('This link does not work any more').waitFor();
    // Whoever is on this machine is told how they get another.
    await page.getByText('Press Enter in the terminal where the demo is running').waitFor();
    expect(page.url()).not.toContain('#');
    // Whoever comes without a session is asked to sign in, and the address to come back to is the page's.
    await page.goto(`${desk.url}/desk/inbox`);
    await page.getByRole('heading', { name: 'Sign in to the desk' }).waitFor();
    expect(new URL(page.url()).searchParams.get('to')).toBe('/inbox');
  });

  test('a run says in words why a write was refused, and what an agent can do', async () => {
    const run = await keepRefused(desk.stack.store, 'already_shipped');
    for (const [language, why, can] of [
      ['en', 'It was shipped already', 'Offer a return'],
      ['de', 'Es ist schon versandt', 'Bieten Sie eine Rücksendung an'],
    ] as const) {
      await using agent = await signedInPage(browser, desk, 'anna', { language });
      await agent.page.goto(`${desk.url}/desk/runs/${encodeURIComponent(run)}`);
      await agent.page.getByText(why).waitFor();
      await agent.page.getByText(can).waitFor();
      expect(await agent.page.locator('article').innerText()).not.toMatch(/already_shipped|HTTP|being/);
      expect(agent.wrong).toEqual([]);
    }
  });

  test('a German desk names every shipped flow and its results in German', async () => {
    await using agent = await signedInPage(browser, desk, 'anna', { language: 'de' });
    const { page } = agent;
    await page.goto(`${desk.url}/desk/flows/refund-order`);
    await page.getByText('Die Bestellung finden').first().waitFor();
    await page.getByRole('group', { name: 'Diagramm des Ablaufs' }).getByText('Ende: ').first().waitFor();
    const titles = (await desk.stack.client.flows('demo')).map(({ title }) => title);
    const shown = await page.locator('#content').innerText();
    expect(titles.length).toBeGreaterThan(20);
    expect(titles.filter((title) => shown.includes(title))).toEqual([]);
    expect(shown).not.toMatch(/End: |handed over|refund\.autoApprove/);
    expect(agent.wrong).toEqual([]);
  });

  test('conditions as their authors write them are shown on a flow’s page alone, to whoever asks for them', async () => {
    await using agent = await signedInPage(browser, desk, 'anna');
    const { page } = agent;
    await page.goto(`${desk.url}/desk/flows/refund-order`);
    const drawing = page.getByRole('group', { name: 'Diagram of the flow' });
    await drawing.getByText('A condition').first().waitFor();
    const condition = drawing.getByText(/plus refund within is before now/);
    expect(await condition.count()).toBe(0);
    await page.getByRole('switch', { name: 'Show conditions as they are written' }).check({ force: true });
    await condition.first().waitFor();
    expect(agent.wrong).toEqual([]);
  });
});
