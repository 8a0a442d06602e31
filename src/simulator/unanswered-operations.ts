/** What a file of tests needs and no connection of the merchant answers yet: an author need not wait for an engineer. */
import { operationsBehind } from '../flows/not-offered.js';
import { isAnswered, isWithout } from '../merchants/bind-connections.js';
import type { Merchant } from '../merchants/merchant.js';
import type { FlowTestFile } from './schema.js';

/**
 * Operations that the file lets answer, or that its flow and the sub-flows it lets end need; none that the merchant says it
 * is without.
 */
export function unansweredIn({ flow, given, tests }: FlowTestFile, merchant: Merchant): string[] {
  const all = [given ?? {}, ...tests.map((test) => test.given ?? {})];
  const flows = [flow, ...all.flatMap(({ subflows }) => Object.keys(subflows ?? {}))];
  const needed = [
    ...all.flatMap(({ operations }) => Object.keys(operations ?? {})),
    ...flows.flatMap((name) => operationsBehind(name, merchant.notOffered)),
  ];
  const { config } = merchant;
  return [...new Set(needed)].filter(
    (name) =>
      config.vocabulary.catalogue.has(name) && !isAnswered(merchant, name) && !isWithout(config, name),
  );
}
