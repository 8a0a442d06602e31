/** Every GraphQL document of the connector for Shopify is one of the published schema, without anything deprecated. */
import { describe, expect, test } from 'vitest';
import {
  type FieldNode,
  Kind,
  NoDeprecatedCustomRule,
  parse,
  type SelectionSetNode,
  specifiedRules,
  validate,
} from 'graphql';
import { readTemplate, templateFile, templateSiblings } from '../../../src/connectors/templates/templates.js';
import { shopifySchema, whyNoShopifySchema } from './schema.js';

const why = whyNoShopifySchema();
const documents = templateSiblings('shopify').filter((name) => name.endsWith('.graphql'));

test('there are documents', () => {
  expect(documents.length).toBeGreaterThan(5);
});

/** What a request of the connection says of its document. */
interface Asked {
  graphql?: string;
  variables?: Record<string, unknown>;
}

const requestsOf = (value: unknown): Asked[] => {
  if (typeof value !== 'object' || value === null) return [];
  return [...('graphql' in value ? [value as Asked] : []), ...Object.values(value).flatMap(requestsOf)];
};

/** Points as Shopify counts them before it answers: 1 for an object, for a list as many as it may have. */
function cost({ selections }: SelectionSetNode, variables: Asked['variables']): number {
  const costs = selections.map((selection) => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) throw new Error('no document has named fragments');
    return selection.kind === Kind.FIELD
      ? costOfField(selection, variables)
      : cost(selection.selectionSet, variables);
  });
  return costs.reduce((sum, one) => sum + one, 0);
}

function costOfField(
  { name, arguments: given = [], selectionSet }: FieldNode,
  variables: Asked['variables'],
): number {
  if (!selectionSet) return 0;
  const first = given.find((one) => one.name.value === 'first')?.value;
  const inside = cost(selectionSet, variables);
  if (first === undefined) return name.value === 'nodes' ? inside : 1 + inside;
  const most = Number(
    first.kind === Kind.INT
      ? first.value
      : first.kind === Kind.VARIABLE
        ? variables?.[first.name.value]
        : Number.NaN,
  );
  const nodes = selectionSet.selections.find((one) => one.kind === Kind.FIELD && one.name.value === 'nodes');
  if (nodes?.kind !== Kind.FIELD) return most * (1 + inside);
  const each = costOfField(nodes, variables);
  return inside - each + most * (1 + each);
}

test('no request costs more than the shop grants a single one, 1,000 points', () => {
  const asked = requestsOf(readTemplate('shopify')?.file.operations);
  const costs = asked.map(({ graphql = '', variables }) => {
    const definitions = parse(templateFile(graphql)?.toString() ?? '').definitions;
    const sets = definitions.flatMap((one) =>
      one.kind === Kind.OPERATION_DEFINITION ? [one.selectionSet] : [],
    );
    return [graphql, sets.reduce((sum, set) => sum + cost(set, variables), 0)] as const;
  });
  expect(costs.map(([name]) => name)).toContain('shopify/orders.graphql');
  // What cannot be counted is too much.
  expect(costs.filter(([, points]) => !(points > 0 && points <= 1000))).toEqual([]);
});

(why === undefined ? describe : describe.skip)(
  `by Shopify’s schema${why === undefined ? '' : ` (${why})`}`,
  () => {
    test('each is valid, and none uses what is deprecated', () => {
      const known = shopifySchema();
      const rules = [...specifiedRules, NoDeprecatedCustomRule];
      const wrong = documents.flatMap((name) =>
        validate(known, parse(templateFile(name)?.toString() ?? ''), rules).map(
          ({ message }) => `${name}: ${message}`,
        ),
      );
      expect(wrong).toEqual([]);
    });
  },
);
