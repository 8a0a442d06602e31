/** What agents do at the desk, on one stack in one browser: approve, reject, take over, answer, give back, decide what is unclear, pause. */
import { randomUUID } from 'node:crypto';
import type { Browser } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { signedInPage, whyNoBrowser } from './support/browser.js';
import type { Desk } from './support/desk.js';
import { deskInBrowser } from './support/desk-in-browser.js';
import { asksForRefund } from './support/refunds.js';
import { keepRequest, keepUnclear } from './support/rows.js';

let desk: Desk;
let browser: Browser;

describe.skipIf(whyNoBrowser !== undefined)('agents at the desk', () => {
  const running = deskInBrowser();
  beforeAll(() => {
    ({ desk, browser } = running);
  });

  test('a refund asked for on the try page is at the desk at once, approved, paid once, and the customer hears of it', async () => {
    const [example] = desk.examples;
    await using customer = await signedInPage(browser, desk, 'anna');
    await using agent = await signedInPage(browser, desk, 'ben');
    await agent.page.goto(`${desk.url}/desk/approvals`);
    await agent.page.getByText('Nothing waits for an approval').waitFor();

    // A link of this machine leads to the page Try.
    const { page } = customer;
    await page.getByRole('button', { name: new RegExp(example?.title ?? '') }).click();
    // Beside the chat: what was understood, and the diagram of the flow with the step where it stands.
    await page.getByText('What was understood').waitFor();
    await page.getByText('stands here').first().waitFor();
    await page.getByRole('group', { name: 'Diagram of the flow' }).waitFor();
    const chat = page.getByRole('region', { name: 'Chat' });
    // The whole order was said: it is not asked what of it is meant.
    await chat.getByText('Would you like me to refund').waitFor();
    // Ben's list shows it without a reload, and the only request opens by itself.
    const shown = agent.page
      .locator('article')
      .waitFor()
      .then(() => Date.now());
    await chat.getByRole('button', { name: 'Yes', exact: true }).click();
    await chat.getByText('a colleague will check it first').waitFor();
    const { number, requestedAt } = await desk.stage.anna.finds(`demo/${page.url().split('/').at(-1) ?? ''}`);
    process.stdout.write(`at the desk ${(await shown) - requestedAt} ms after it was asked for\n`);
    // What was suggested has been answered: nothing is suggested any more.
    expect(await chat.getByRole('button', { name: /^(Yes|No)\b/ }).count()).toBe(0);
    await chat.getByRole('link', { name: `Waits for an approval · #${number}` }).waitFor();
    await page.getByText(`Waits for an approval · #${number}`).nth(1).waitFor();
    // Whoever looks at another page comes back to the same conversation by the menu, also in another tab.
    await page.getByRole('link', { name: 'Inbox' }).click();
    await page.getByRole('heading', { name: 'Inbox' }).waitFor();
    await page.getByRole('link', { name: 'Try' }).click();
    await chat.getByText('Would you like me to refund').waitFor();
    const tab = await customer.context.newPage();
    await tab.goto(`${desk.url}/desk/try`);
    await tab.getByRole('region', { name: 'Chat' }).getByText('Would you like me to refund').waitFor();
    await tab.close();

    // The flow's own page says where it waits.
    const flow = await customer.context.newPage();
    await flow.goto(`${desk.url}/desk/flows/refund-order`);
    await flow.getByText('No run has ended in the last 7 days.').waitFor();
    await flow.getByText('1 waits for an approval').waitFor();
    await flow.getByText('1 run waits here').waitFor({ state: 'attached' });

    const request = agent.page.locator('article');
    const amount = (await request.locator('header p').first().innerText()).trim();
    expect(amount).toMatch(/^€\d+\.\d\d$/);
    // The items stand apart from what is approved.
    const context = agent.page.getByRole('heading', { name: 'For context' }).locator('../..');
    expect(await context.innerText()).toMatch(/Not part of what you approve.*\d ×\s+\S+.*€\d+\.\d\d/s);
    expect(await desk.stack.shop.controls.ledger()).toEqual([]);
    // The link in the chat leads to exactly this request.
    await chat.getByRole('link', { name: `Waits for an approval · #${number}` }).click();
    await page.getByRole('article', { name: `#${number}` }).waitFor();
    await page.goBack();
    await agent.page.getByRole('button', { name: 'Approve', exact: true }).click();
    await agent.page.getByRole('button', { name: `Approve ${amount}` }).click();
    // In the same place: who has approved it, what was paid, and that the customer knows.
    const outcome = agent.page.getByRole('region', { name: 'Decision' });
    await outcome.getByText('Approved by ben').waitFor();
    await outcome.getByText(`Paid: ${amount}`).waitFor();
    await outcome.getByText('The customer was told').waitFor();
    await outcome.getByRole('link', { name: 'Look at the run' }).click();
    await agent.page.getByRole('heading', { name: 'What happened' }).waitFor();

    const told = chat.getByText(`We’ve refunded ${amount}`);
    await told.waitFor();
    // The newest message is in sight.
    expect(await told.isVisible()).toBe(true);
    const ledger = await desk.stack.shop.controls.ledger();
    expect(ledger.filter(({ kind }) => kind === 'erstattung')).toHaveLength(1);
    // Of the flow's runs, one took this way, and waits no more.
    await flow.getByText('1 run has ended in the last 7 days.').waitFor();
    await flow.getByText('Refunded · 1').waitFor();
    await flow.getByText('None', { exact: true }).waitFor();
    expect(await flow.getByText('1 run took this').count()).toBeGreaterThan(3);
    await flow.getByText(/ · 1$/).nth(1).waitFor();
    await flow.close();
    await page.getByRole('button', { name: 'Start a new conversation' }).click();
    await page.getByRole('heading', { name: 'What does the customer want?' }).waitFor();
    await page.getByRole('link', { name: 'Try' }).click();
    await page.getByRole('heading', { name: 'What does the customer want?' }).waitFor();
    expect([...customer.wrong, ...agent.wrong]).toEqual([]);
  });

  test('a rejection with its reason is heard by the customer, and nothing is paid', async () => {
    const paid = await desk.stack.shop.controls.ledger();
    const { customer, number } = await asksForRefund(desk, 0);
    await using agent = await signedInPage(browser, desk, 'anna');
    const { page } = agent;
    await page.goto(`${desk.url}/desk/approvals/${number}`);
    await page.getByRole('button', { name: 'Reject', exact: true }).click();
    await page.getByRole('textbox', { name: 'Reason' }).fill('Sent back too late.');
    await page.getByRole('button', { name: 'Reject now' }).click();
    await page.getByText('Rejected by anna').waitFor();
    await page.getByText('Sent back too late.').waitFor();
    await desk.stage.hearsUntil(customer, /can’t refund/);
    expect(await desk.stack.shop.controls.ledger()).toEqual(paid);
    expect(agent.wrong).toEqual([]);
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

  test('of two agents who decide the same request, the first counts, and the other is told so', async () => {
    const { customer, number } = await asksForRefund(desk, 5);
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
});
