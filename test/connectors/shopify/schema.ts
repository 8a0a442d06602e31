/** Shopify's published Admin schema of 2026-10, which is not in this repository; read by the project's own graphql, not the peer's. */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { buildClientSchema, type GraphQLSchema, type IntrospectionQuery } from 'graphql';
import { conformanceFile, whyNoData } from '../../peers/conformance-data.js';

const data = 'specs/shopify/admin_2026-10.introspection.json.gz';

/** Why it is not here, or nothing. */
export const whyNoShopifySchema = (): string | undefined => whyNoData(data);

/** The schema; needs its file. */
export function shopifySchema(): GraphQLSchema {
  const { data: inner, ...bare } = JSON.parse(
    gunzipSync(readFileSync(conformanceFile(data) ?? '')).toString(),
  ) as IntrospectionQuery & { data?: IntrospectionQuery };
  return buildClientSchema(inner ?? bare);
}
