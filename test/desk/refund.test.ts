/** The whole way in a browser: a refund asked for on the try page, seen at the desk, approved, paid and heard. */
import { describe, expect, test } from 'vitest';
import { signedInPage, whyNoBrowser } from './support/browser.js';
import { deskInBrowser } from './support/desk-in-browser.js';

describe.skipIf(whyNoBrowser !== undefined)('a refund at the desk', () => {
  const running = deskInBrowser();

  test('is asked for as a customer, approved by an agent, paid once, and the customer hears of it', async () => {
    const { desk, browser } = running;
    const [example] = desk.examples;
    await using customer = await signedInPage(browser, desk, 'anna');
    await using agent = await signedInPage(browser, desk, 'ben');
    await agent.page.goto(`${desk.url}/desk/approvals`);
    await agent.page.getByText('Nothing waits for an approval').waitFor();

    const { page } = customer;
    await page.goto(`${desk.url}/desk/try`);
    await page.getByRole('button', { name: new RegExp(example?.title ?? '') }).click();
    // Beside the chat: what was understood, and the diagram of the flow with the step where it stands.
    await page.getByText('What was understood').waitFor();
    await page.getByText('stands here').first().waitFor();
    await page.getByRole('group', { name: 'Diagram of the flow' }).waitFor();
    const chat = page.getByRole('region', { name: 'Chat' });
    // The whole order was said: it is not asked what of it is meant.
    await chat.getByText('Would you like me to refund').waitFor();
    await chat.getByRole('button', { name: 'Yes', exact: true }).click();
    await page.getByRole('link', { name: /Open request #/ }).waitFor();
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

    // Ben's list shows it without a reload.
    const row = agent.page.locator('[data-row]').first();
    await row.click();
    const amount = (await agent.page.locator('article header p').innerText()).trim();
    expect(amount).toMatch(/^€\d+\.\d\d$/);
    // The items stand apart from what is approved.
    const context = agent.page.getByRole('heading', { name: 'For context' }).locator('../..');
    expect(await context.innerText()).toMatch(/Not part of what you approve.*\d ×\s+\S+.*€\d+\.\d\d/s);
    expect(await desk.stack.shop.controls.ledger()).toEqual([]);
    await agent.page.getByRole('button', { name: 'Approve', exact: true }).click();
    await agent.page.getByRole('button', { name: `Approve ${amount}` }).click();
    await agent.page.getByText('Approved by ben').waitFor();

    await chat.getByText(`We’ve refunded ${amount}`).waitFor();
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
});
