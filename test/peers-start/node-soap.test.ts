/** The returns desk in node-soap answers, refuses in its manner, and ends. */
import { describe, expect, test } from 'vitest';
import { isRunning } from '../peers/child.js';
import { startNodeSoap, whyNoNodeSoap } from '../peers/node-soap/start.js';
import { postSoap, usernameToken } from './soap.js';

const why = whyNoNodeSoap();
const when = why === undefined ? describe : describe.skip;
const look = (number: string): string =>
  `<GetReturn xmlns="urn:returns-desk:2"><returnNumber>${number}</returnNumber></GetReturn>`;

when(`the returns desk in node-soap${why === undefined ? '' : ` (${why})`}`, () => {
  test('answers who has the digest, and leaves no process', async () => {
    let pid = 0;
    {
      await using desk = await startNodeSoap();
      pid = desk.pid;
      const token = usernameToken(desk.username, desk.password);
      const found = await postSoap(desk.url, '1.1', token, look('R-0001'));
      expect(found.status).toBe(200);
      expect(found.text).toContain('<sku>00042</sku>');
      const refused = await postSoap(desk.url, '1.1', usernameToken(desk.username, 'wrong'), look('R-0001'));
      expect(refused.status).toBe(401);
      expect(refused.text).toContain('<soap:Code><soap:Value>SOAP-ENV:Client</soap:Value>');
      expect(await (await fetch(`${desk.url}?wsdl`)).text()).toContain(`location="${desk.url}"`);
      expect(isRunning(pid)).toBe(true);
    }
    expect(isRunning(pid)).toBe(false);
  });

  test('refuses under 200, and registers a return of an order once', async () => {
    await using desk = await startNodeSoap({ security: 'off', version: '1.2' });
    const unknown = await postSoap(desk.url, '1.2', '', look('R-9'));
    expect(unknown).toMatchObject({
      status: 200,
      text: expect.stringContaining('<code>RETURN_UNKNOWN</code>'),
    });
    const register = `<RegisterReturn xmlns="urn:returns-desk:2"><orderNumber>000777</orderNumber><reason>late</reason><line><sku>00042</sku><quantity>2</quantity></line></RegisterReturn>`;
    expect((await postSoap(desk.url, '1.2', '', register)).text).toContain('R-0003');
    expect((await postSoap(desk.url, '1.2', '', register)).text).toContain('ALREADY_REGISTERED');
    expect((await desk.ledger()).returns).toEqual([
      {
        returnNumber: 'R-0003',
        orderNumber: '000777',
        reason: 'late',
        lines: [{ sku: '00042', quantity: 2 }],
      },
    ]);
  });
});
