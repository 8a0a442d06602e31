/** Every GraphQL document of the connector for Shopify is one of the published schema, without anything deprecated. */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import {
  buildClientSchema,
  type IntrospectionQuery,
  NoDeprecatedCustomRule,
  parse,
  specifiedRules,
  validate,
} from 'graphql';
import { templateFile, templateSiblings } from '../../../src/connectors/templates/templates.js';
import { conformanceFile, whyNoData } from '../../peers/conformance-data.js';

const data = 'specs/shopify/admin_2026-10.introspection.json.gz';
const why = whyNoData(data);
const documents = templateSiblings('shopify').filter((name) => name.endsWith('.graphql'));

test('there are documents', () => {
  expect(documents.length).toBeGreaterThan(5);
});

(why === undefined ? describe : describe.skip)(
  `by Shopify’s schema${why === undefined ? '' : ` (${why})`}`,
  () => {
    const schema = () => {
      const { data: inner, ...bare } = JSON.parse(
        gunzipSync(readFileSync(conformanceFile(data) ?? '')).toString(),
      ) as IntrospectionQuery & { data?: IntrospectionQuery };
      return buildClientSchema(inner ?? bare);
    };

    test('each is valid, and none uses what is deprecated', () => {
      const known = schema();
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
