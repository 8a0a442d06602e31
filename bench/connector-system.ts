/** The system that the connector is measured with: orders in JSON after 5 ms, lists and XML of the largest usual size. */
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
const usual = orders('200', 200);

const server = createServer(({ url = '/' }, response) => {
  const { pathname, searchParams } = new URL(url, 'http://system');
  const type = pathname === '/parcel' ? 'application/xml' : 'application/json';
  const answer = (body: string): void => {
    response.writeHead(200, { 'content-type': type }).end(body);
  };
  if (pathname === '/parcel') answer(xml);
  else if (pathname === '/orders') answer(searchParams.get('email') === 'json' ? largest : usual);
  else setTimeout(answer, 5, JSON.stringify(order('7', 'a@b.example')));
});
server.listen(0, '127.0.0.1', () => {
  process.send?.({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
});
process.once('disconnect', () => process.exit());
