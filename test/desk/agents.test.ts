/** What agents do at the desk: reject, approve by keyboard, take over, answer, give back, decide what is unclear, pause. */
import { randomUUID } from 'node:crypto';
import type { Browser, Locator } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import type { DemoCustomer } from '../../demo/stack/customer.js';
import { keepHandover, keepRefused, keepRequest, keepUnclear } from './support/rows.js';
import { signedInPage, whyNoBrowser } from './support/browser.js';
import type { Desk } from './support/desk.js';
import { deskInBrowser } from './support/desk-in-browser.js';

let desk: Desk;
let browser: Browser;

/** A signed-in customer who has asked for a refund and said yes; it waits for an approval. */
async function asksForRefund(at: number): Promise<{ customer: DemoCustomer; number: number }> {
  const { stage, stack } = desk;
  const order = stack.stories.refundable.from60To190[at];
  if (order === undefined) throw new Error('The order book has too few refundable orders.');
  const customer = stage.signedIn(order.customer);
  await customer.says(`I would like a refund for order ${order.nummer}, please.`);
  await stage.hearsUntil(customer, /What would you like refunded/);
  await customer.says('The whole order');
  await stage.hearsUntil(customer, /Would you like me to refund/);
  await customer.says('Yes, please');
  await stage.hearsUntil(customer, /a colleague will check it first/);
  const { number } = await stage.anna.finds(customer.workflowId);
  return { customer, number };
}

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

describe.skipIf(whyNoBrowser !== undefined)('agents at the desk', () => {
  const running = deskInBrowser();
  beforeAll(() => {
    ({ desk, browser } = running);
  });

  test('a rejection with its reason is heard by the customer, and nothing is paid', async () => {
    const { customer, number } = await asksForRefund(0);
    await using agent = await signedInPage(browser, desk, 'anna');
    const { page } = agent;
    await page.goto(`${desk.url}/desk/approvals/${number}`);
    await page.getByRole('button', { name: 'Reject', exact: true }).click();
    await page.getByRole('textbox', { name: 'Reason' }).fill('Sent back too late.');
    await page.getByRole('button', { name: 'Reject now' }).click();
    await page.getByText('Rejected by anna').waitFor();
    await page.getByText('Sent back too late.').waitFor();
    await desk.stage.hearsUntil(customer, /can’t refund/);
    expect(await desk.stack.shop.controls.ledger()).toEqual([]);
    expect(agent.wrong).toEqual([]);
  });

  test('an approval needs no mouse', async () => {
    const { customer } = await asksForRefund(1);
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
    const requests = [await asksForRefund(2), await asksForRefund(3)];
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

  test('what is above an agent’s limit is shown, and neither marked nor approved', async () => {
    const number = await keepRequest(desk.stack.store, {
      ...{ summary: { what: 'Refund' }, messageIds: [], conversation: randomUUID(), minor: 20_001 },
    });
    await using agent = await signedInPage(browser, desk, 'anna');
    const { page } = agent;
    await page.goto(`${desk.url}/desk/approvals/${number}`);
    await page.getByText('The amount is above your limit.').waitFor();
    expect(await page.getByRole('checkbox', { name: `Mark request #${number}` }).isDisabled()).toBe(true);
    expect(await page.getByRole('button', { name: 'Approve', exact: true }).isDisabled()).toBe(true);
    await page.keyboard.press('a');
    expect(await page.getByRole('textbox').count()).toBe(0);
    // The API judges by itself, whatever the page shows.
    const answer = await page.evaluate(async (asked) => {
      const sent = await fetch(`/v1/merchants/demo/approvals/${asked}/decision`, {
        ...{ method: 'POST', headers: { 'x-orderly-desk': '1', 'content-type': 'application/json' } },
        body: JSON.stringify({ digest: 'd1', decision: 'approved' }),
      });
      return sent.json() as Promise<{ accepted?: boolean }>;
    }, number);
    expect(answer.accepted).not.toBe(true);
  });

  test('of two agents who decide the same request, the first counts, and the other is told so', async () => {
    const { customer, number } = await asksForRefund(5);
    await using first = await signedInPage(browser, desk, 'anna');
    await using second = await signedInPage(browser, desk, 'ben');
    const pages = [first.page, second.page];
    for (const page of pages) await page.goto(`${desk.url}/desk/approvals/${number}`);
    await second.page.getByRole('button', { name: 'Reject', exact: true }).click();
    await second.page.getByRole('textbox', { name: 'Reason' }).fill('I would not.');
    await first.page.getByRole('button', { name: 'Approve', exact: true }).click();
    const outcome = /(Approved by anna|Rejected by ben), /;
    // Both press at once. Which of them is first is not known, and the other's button may go before it is pressed.
    const presses = [
      first.page.getByRole('button', { name: /^Approve €/ }),
      second.page.getByRole('button', { name: 'Reject now' }),
    ];
    await Promise.all(
      presses.map(async (button) => {
        const decided = button.page().getByText(outcome).waitFor();
        await Promise.race([button.click().catch(() => decided), decided]);
      }),
    );
    const seen = await Promise.all(
      pages.map(async (page) => (await page.getByText(outcome).innerText()).split(',')[0]),
    );
    expect(new Set(seen).size).toBe(1);
    const isApproved = seen[0] === 'Approved by anna';
    await desk.stage.hearsUntil(customer, isApproved ? /We’ve refunded/ : /can’t refund/);
    const { items } = await desk.stack.client.approvals.decided('demo');
    expect(items.find((item) => item.number === number)).toMatchObject({
      state: isApproved ? 'approved' : 'rejected',
    });
    expect([...first.wrong, ...second.wrong]).toEqual([]);
  });

  test('one’s own request is shown, and left to others', async () => {
    const number = await keepRequest(desk.stack.store, {
      ...{ summary: { what: 'Refund' }, messageIds: [], conversation: randomUUID(), startedBy: ['Anna'] },
    });
    await using agent = await signedInPage(browser, desk, 'anna');
    await using other = await signedInPage(browser, desk, 'ben');
    for (const { page } of [agent, other]) await page.goto(`${desk.url}/desk/approvals/${number}`);
    await agent.page.getByText('You asked for this yourself').waitFor();
    const approve = { name: 'Approve', exact: true } as const;
    expect(await agent.page.getByRole('button', approve).isDisabled()).toBe(true);
    expect(await other.page.getByRole('button', approve).isEnabled()).toBe(true);
  });

  test('a request that expires while it is looked at can no longer be decided', async () => {
    const conversation = randomUUID();
    const number = await keepRequest(desk.stack.store, {
      ...{ summary: { what: 'Refund' }, messageIds: [], conversation },
    });
    await using agent = await signedInPage(browser, desk, 'anna');
    const { page } = agent;
    await page.goto(`${desk.url}/desk/approvals/${number}`);
    const approve = page.getByRole('button', { name: 'Approve', exact: true });
    await approve.waitFor();
    await desk.stack.store.approvals.end('demo', `demo/${conversation}/1-refund#refund#1`, {
      ...{ state: 'expired', at: Date.now() },
    });
    await page.getByText(/^Expired, /).waitFor();
    await approve.waitFor({ state: 'detached' });
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

  test('a conversation is taken over, answered once from two tabs, and given back to flows', async () => {
    const customer = desk.stage.unauthenticated();
    await customer.says('Can I talk to a person, please?');
    await desk.stage.hearsUntil(customer, /colleague|person/i);
    await using agent = await signedInPage(browser, desk, 'anna');
    const { page } = agent;
    await page.goto(`${desk.url}/desk/inbox`);
    const row = page.locator('[data-row]', { hasText: 'service' }).first();
    // The list shows what the customer wrote, not that they were told of the handover.
    expect(await row.innerText()).toContain('Can I talk to a person, please?');
    await row.click();
    await page.getByRole('log').getByText('Can I talk to a person, please?').first().waitFor();
    // Only who has taken it over gives it back.
    const giveBack = page.getByRole('button', { name: 'Give back to flows' });
    expect(await giveBack.count()).toBe(0);
    await page.keyboard.press('t');
    await page.getByRole('button', { name: 'Take over' }).waitFor({ state: 'detached' });
    const answer = 'Hello, this is Anna. What can I do for you?';
    await page.getByRole('textbox', { name: 'Reply to the customer' }).fill(answer);
    // The second tab has the same draft.
    const other = await agent.context.newPage();
    await other.goto(page.url());
    const send = { name: 'Send', exact: true } as const;
    await other.getByRole('button', send).click();
    await page.getByRole('button', send).click();
    await desk.stage.hearsUntil(customer, /this is Anna/);
    await page.getByRole('log').getByText(answer).waitFor();
    await giveBack.click();
    await page.getByText('answered by flows').waitFor();
    const sent = await desk.stack.client.conversations.replies('demo', customer.conversation, 0);
    expect(sent.filter(({ body }) => body.text === answer)).toHaveLength(1);
    await customer.says('Thank you. Where is my order 10105?');
    await desk.stage.hearsUntil(customer, /email|e-mail|postcode/i);
    expect(agent.wrong).toEqual([]);
  });

  test('an unclear write is decided by what a person found', async () => {
    const id = await keepUnclear(desk.stack.store, { reference: randomUUID() });
    await using agent = await signedInPage(browser, desk, 'anna');
    const { page } = agent;
    await page.goto(`${desk.url}/desk/unclear`);
    await page.locator('[data-row]').first().click();
    await page.getByRole('radio', { name: /^Yes, it happened once/ }).check();
    await page.getByRole('textbox', { name: /Where you looked/ }).fill('The dashboard lists it as re_1.');
    await page.getByRole('button', { name: 'Decide' }).click();
    await page.getByText('Everything is clear').waitFor();
    expect(await desk.stack.client.effect('demo', id)).toMatchObject({ state: 'done' });
    expect(agent.wrong).toEqual([]);
  });

  test('writes are paused and resumed, and every page says so', async () => {
    await using agent = await signedInPage(browser, desk, 'anna');
    await using other = await signedInPage(browser, desk, 'ben');
    const { page } = agent;
    await page.goto(`${desk.url}/desk/pause`);
    // One system is chosen from the merchant's connections.
    const options = page.getByRole('combobox', { name: 'One system' }).locator('option');
    await options.nth(1).waitFor({ state: 'attached' });
    const systems = await options.allTextContents();
    expect(systems).toEqual(expect.arrayContaining(['shop', 'payouts']));
    await page.getByRole('button', { name: 'Pause: All writes' }).click();
    await page.getByRole('button', { name: 'Pause now' }).click();
    await other.page.getByText('All writes paused by anna').waitFor();
    await page.getByRole('button', { name: 'Resume: All writes' }).click();
    await other.page.getByText('All writes paused by anna').waitFor({ state: 'detached' });
    expect([...agent.wrong, ...other.wrong]).toEqual([]);
  });

  test('a lost connection is said, and what was missed is there when it is back', async () => {
    await using agent = await signedInPage(browser, desk, 'anna');
    const { page, context } = agent;
    await page.goto(`${desk.url}/desk/approvals`);
    await page.getByText('Live', { exact: true }).waitFor();
    await context.setOffline(true);
    await page.getByText('The connection is lost.').waitFor();
    const { number } = await asksForRefund(4);
    await context.setOffline(false);
    await page.getByText('Connected again.').waitFor();
    await page.getByText(`#${number} `).waitFor();
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
});
