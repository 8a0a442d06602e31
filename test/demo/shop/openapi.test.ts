/** The shop's OpenAPI description says what its REST API does. */
import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { at } from './at.js';
import { refundOf, testShop } from './support.js';

/** The description as the shop tells it, and what is wrong with an answer by it. */
async function described(url: string) {
  const response = await fetch(`${url}/openapi.yaml`);
  const document = parse(await response.text()) as { servers: unknown; paths: Record<string, unknown> };
  // OpenAPI has keywords beside those of JSON Schema.
  const ajv = new Ajv({ strict: false }).addSchema(document, 'openapi');
  const problems = (path: string, method: string, status: number, body: unknown): unknown => {
    const pointer = ['paths', path, method, 'responses', String(status)]
      .map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1')))
      .join('/');
    const named = at(document, `paths.${path}.${method}.responses.${status}`) as { $ref?: string };
    const place = named.$ref === undefined ? `#/${pointer}` : named.$ref;
    const check = ajv.compile({ $ref: `openapi${place}/content/application~1json/schema` });
    return check(body) ? [] : check.errors;
  };
  return { document, problems };
}

test('it tells the address that it was asked at, and needs no login', async () => {
  await using running = await testShop();
  const { document } = await described(running.shop.url);
  expect(document.servers).toEqual([{ url: running.shop.url }]);
});

test('every answer has the described shape, and no member that is not described', async () => {
  await using running = await testShop();
  const { client, stories, shop } = running;
  const { problems, document } = await described(shop.url);
  const asked = async (path: string, as: string) => {
    const { status, body } = await client.get(path);
    expect(problems(as, 'get', status, body)).toEqual([]);
    return body;
  };
  const known = Object.keys(at(document, 'components.schemas.Auftrag.properties') as object);
  for (const [order] of Object.values(stories.single)) {
    const body = await asked(`/v2/auftraege/${order!.nummer}`, '/v2/auftraege/{nummer}');
    expect(known).toEqual(expect.arrayContaining(Object.keys(body as object)));
    await asked(`/v2/auftraege/${order!.id}/erstattung`, '/v2/auftraege/{id}/erstattung');
  }
  await asked('/v2/auftraege/1', '/v2/auftraege/{nummer}');
  const { mail } = stories.manyOrders[0]!.customer;
  await asked(`/v2/auftraege?email=${encodeURIComponent(mail)}`, '/v2/auftraege');
  const path = `/v2/auftraege/${stories.refundable.below50[0]!.id}/erstattungen`;
  for (const cents of [100, 1_000_000]) {
    const { status, body } = await client.post(path, refundOf(cents));
    expect([201, 409]).toContain(status);
    expect(problems('/v2/auftraege/{id}/erstattungen', 'post', status, body)).toEqual([]);
  }
});
