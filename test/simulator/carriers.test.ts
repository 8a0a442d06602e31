/** The shipped flows at a merchant whose carrier does more than that of the demo: it tells of its scans by webhook, and takes parcels elsewhere. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { exampleUse } from '../../src/cli/connectors/shown-template.js';
import { readTemplate } from '../../src/connectors/templates/templates.js';
import { projectFolder } from '../flows/support/demo.js';
import { runIn, told } from './support/run.js';

const read = (path: string): string => readFileSync(join(projectFolder, path), 'utf8');

/** The demo's merchant with a connection of UPS. */
const files = {
  'merchants/demo/merchant.yaml': read('merchants/demo/merchant.yaml').replace(
    '  shipments: blitz\n',
    '  shipments: blitz\n  shipments.follow: ups\n',
  ),
  'merchants/demo/connections/ups.yaml': `connection: ups
connector: ups
auth: { scheme: oauth2-client-credentials, clientId: '\${secret.UPS_ID}', clientSecret: '\${secret.UPS_SECRET}' }
events: { secret: '\${secret.UPS_WEBHOOKS}' }
`,
};

/** The tests of a shipped flow that let an operation answer. */
function testsWith(flow: string, operation: string): string {
  const { tests, ...rest } = parse(read(`flows/${flow}.test.yaml`)) as {
    tests: { given?: { operations?: object } }[];
  };
  const those = tests.filter(({ given }) => Object.hasOwn(given?.operations ?? {}, operation));
  return stringify({ ...rest, tests: those });
}

test('a parcel is followed where the carrier tells of its scans, and asked for where it does not', async () => {
  const run = await runIn({ ...files, 'tried.test.yaml': testsWith('watch-shipment', 'shipments.follow') });
  expect(run.files.map(told).filter((text) => text !== '')).toEqual([]);
  const tests = run.files.flatMap((file) => file.tests);
  expect(tests.map(({ skipped }) => skipped ?? 'run')).toEqual(['run', 'run', 'run']);
  const points = run.coverage.find(({ flow }) => flow === 'watch-shipment')?.points ?? [];
  const ofFollowing = points.filter(({ what }) => what.includes('follow'));
  // Refused, and not there.
  expect(ofFollowing.map(({ taken }) => taken)).toEqual([true, true]);
});

const redirecting = {
  'merchants/demo/merchant.yaml': read('merchants/demo/merchant.yaml').replace(
    '  shipments: blitz\n',
    '  shipments: blitz\n  shipments.quote_redirect: ups-intercept\n  shipments.redirect: ups-intercept\n',
  ),
  'merchants/demo/connections/ups-intercept.yaml': exampleUse(readTemplate('ups-intercept')!.file),
};

test('a parcel on its way goes elsewhere where the carrier offers it, by every way through the flow', async () => {
  const run = await runIn({
    ...redirecting,
    'redirect.test.yaml': read('flows/change-delivery-address.redirect.test.yaml'),
    'address.test.yaml': read('flows/change-delivery-address.test.yaml'),
  });
  expect(run.files.map(told).filter((text) => text !== '')).toEqual([]);
  const tests = run.files.flatMap((file) => file.tests);
  expect([tests.length > 20, tests.filter(({ skipped }) => skipped !== undefined)]).toEqual([true, []]);
  const points = run.coverage.find(({ flow }) => flow === 'change-delivery-address')?.points ?? [];
  expect([points.length > 10, points.filter(({ taken }) => !taken)]).toEqual([true, []]);
});
