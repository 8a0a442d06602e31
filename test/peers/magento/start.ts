/** Starts the shop in this process, on a free port. */
import { type HostileServer, answerJson, type Hit, serve } from '../../support/hostile-server.js';
import { type Book, newBook } from './book.js';
import { answerTo } from './shop.js';
import { type Integration, isSigned } from './signature.js';

/** What the integration was given; each value is a canary. */
export const integration: Integration = {
  ...{
    consumerKey: 'CANARY-ck',
    consumerSecret: 'CANARY cs&=',
    token: 'CANARY-tk',
    tokenSecret: 'CANARY+ts',
  },
};

/** A running shop. */
export interface MagentoShop extends AsyncDisposable {
  /** Where `/V1` begins. */
  url: string;
  book: Book;
  hits: readonly Hit[];
  /** Each answer so far, with its request. */
  said: { hit: Hit; status: number; value: unknown }[];
  /** Of the next requests with this method, so many are acted on, and their answer is lost. */
  cut: { method: string; times: number };
}

/** Starts it; with `commerce` it is Adobe Commerce, else Magento Open Source. */
export async function startMagento({ commerce = false } = {}): Promise<MagentoShop> {
  const book = newBook();
  const nonces = new Set<string>();
  const said: MagentoShop['said'] = [];
  const cut = { method: '', times: 0 };
  const server: HostileServer = await serve((hit, response) => {
    if (!isSigned(hit, integration, nonces)) {
      const parameters = { resources: 'Magento_Sales::actions_view' };
      answerJson(response, 401, {
        message: "The consumer isn't authorized to access %resources.",
        parameters,
      });
      return;
    }
    const { status, value } = structuredClone(answerTo(hit, book, commerce));
    said.push({ hit, status, value });
    if (hit.method === cut.method && cut.times > 0) {
      cut.times -= 1;
      response.destroy();
    } else answerJson(response, status, value);
  });
  return {
    ...{ url: `${server.url}/rest/default`, book, hits: server.hits, said, cut },
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}
