/** The connectors for Salesforce at a site of a test. */
import { afterEach, beforeEach, expect } from 'vitest';
import type { Vocabulary } from '../../../src/commerce/operation.js';
import { buildConnection } from '../../../src/connectors/build-connection.js';
import type { Connection } from '../../../src/connectors/connector.js';
import { copyTemplate } from '../../../src/cli/connectors/copy-connection.js';
import { exampleUse } from '../../../src/cli/connectors/shown-template.js';
import { readTemplate } from '../../../src/connectors/templates/templates.js';
import { readDocument } from '../../../src/flows/yaml/document.js';
import { client, type CommerceCloud, startCommerceCloud } from '../../peers/salesforce/start.js';
import { memoryTokens } from '../../support/memory-tokens.js';
import { type Call, callsOf } from '../calls.js';

/** The whole file of a connector as a merchant’s own, at `${secret.URL}`, its token server too. */
export function copyOf(name: string, change: (use: string) => string = (use) => use): string {
  const template = readTemplate(name)!;
  const { document } = readDocument('use.yaml', change(exampleUse(template.file)));
  return copyTemplate(document!, template)!
    .replace(/^baseUrl: .*$/m, 'baseUrl: ${secret.URL}')
    .replace(/tokenUrl: https:\/\/[^/]+/, 'tokenUrl: ${secret.URL}');
}

/** Opens it; the file has no issue. */
export function connected(
  url: string,
  text = copyOf('salesforce-commerce-cloud'),
  vocabulary?: Vocabulary,
): Connection {
  const { connection, issues } = buildConnection({
    file: 'store.yaml',
    text: `${text}egress: { allow: [127.0.0.1] }\n`,
    secrets: (name) => ({ URL: url, SFCC_CLIENT_ID: client.id, SFCC_CLIENT_SECRET: client.secret })[name],
    egressAllow: ['127.0.0.1'],
    vocabulary,
    tokens: memoryTokens(),
  });
  expect(issues).toEqual([]);
  return connection!;
}

/** A site for each test, and calls of the connection to it. */
export interface Opened {
  site: CommerceCloud;
  call: Call;
}

/** Opens a site before each test of the file, and closes it after. */
export function siteForEach(open: (url: string) => Connection = (url) => connected(url)): Opened {
  let calls: Call;
  const opened = { call: (...asked) => calls(...asked) } as Opened;
  beforeEach(async () => {
    opened.site = await startCommerceCloud();
    calls = callsOf(open(opened.site.url));
  });
  afterEach(async () => {
    await opened.site[Symbol.asyncDispose]();
  });
  return opened;
}
