/** The system that the connector is measured with: an order after 5 ms, 200 orders, and answers of the largest usual size. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const line = (index: number): object => ({
  name: `Article ${index}`,
  sku: `00${index}`,
  count: 1 + (index % 3),
  price: '12.30',
});
const order = (number: string, mail: string): object => ({
  id: `r${number}`,
  number,
  mail,
  state: 'SENT',
  at: '2026-11-02T10:00:00Z',
  total: '49.20',
  lines: [1, 2, 3, 4].map(line),
});
const orders = (mail: string, count: number): string =>
  JSON.stringify({ orders: Array.from({ length: count }, (_, index) => order(String(index), mail)) });

/** Just below the 2 MB that are read by default. */
const SIZE = 1_990_000;
const largest = orders('json', Math.floor(SIZE / JSON.stringify(order('1000', 'json')).length));
const scan = '<scan><at>2026-11-02T10:00:00Z</at><text>Left the depot of Bremen on its way</text></scan>';
const xml = `<parcel><code>x</code><state>SENT</state>${scan.repeat(Math.floor(SIZE / scan.length))}</parcel>`;
const row = (index: number): string => `r${index},${index},csv,SENT,2026-11-02T10:00:00Z,"49.20"\n`;
const csv = `id,number,mail,state,at,total\n${Array.from({ length: Math.floor(SIZE / row(10_000).length) }, (_, index) => row(index)).join('')}`;
const answers: Readonly<Record<string, string>> = {
  '/orders/200': orders('200', 200),
  '/orders/json': largest,
  '/orders/graphql': `{"data":${largest.replaceAll('"mail":"json"', '"mail":"graphql"')}}`,
  '/orders/csv': csv,
  '/parcel': xml,
};

const server = createServer(({ url = '/' }, response) => {
  const { pathname } = new URL(url, 'http://system');
  const answer = (body: string): void => {
    response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8' }).end(body);
  };
  const known = answers[pathname];
  if (known !== undefined) answer(known);
  else setTimeout(answer, 5, JSON.stringify(order('7', 'a@b.example')));
});
server.listen(0, '127.0.0.1', () => {
  process.send?.({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
});
process.once('disconnect', () => process.exit());
