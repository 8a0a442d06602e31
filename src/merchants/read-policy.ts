/** `policy:` of merchant.yaml: values by name, and bands. */
import { literalExample, parseDuration, parseMoney } from '../flows/literals.js';
import { isMap } from '../flows/enclosing-steps.js';
import type { Path } from '../flows/yaml/document.js';
import { valueAt } from '../flows/yaml/zod-issues.js';
import type { MerchantConfig, PolicyBand } from './merchant.js';
import { bandSchema, type RawMerchant } from './merchant-schema.js';
import type { Reader } from './merchant-file-reader.js';

type RawBand = Exclude<NonNullable<RawMerchant['policy']>[string], string>;

/** Reads the policy at `path`; a value stays as written until a flow gives its type. */
export function readPolicy(
  reader: Reader,
  policy: NonNullable<RawMerchant['policy']>,
  path: Path = ['policy'],
): Pick<MerchantConfig, 'policy' | 'bands'> {
  const values: [string, string][] = [];
  const bands: [string, PolicyBand][] = [];
  for (const [name, raw] of Object.entries(policy)) {
    if (typeof raw === 'string') values.push([name, raw]);
    else bands.push([name, readBand(reader, raw, [...path, name])]);
  }
  return { policy: Object.fromEntries(values), bands: Object.fromEntries(bands) };
}

function readBand(reader: Reader, { upTo, perCustomer, reasons }: RawBand, path: Path): PolicyBand {
  if (upTo === undefined && perCustomer === undefined)
    reader.reportIssue(path, 'band_invalid', 'This band has no limit.', undefined, 'key');
  const amount = upTo === undefined ? undefined : parseMoney(upTo);
  if (upTo !== undefined && amount === undefined)
    reader.reportIssue(
      [...path, 'upTo'],
      'currency_unknown',
      `\`${upTo}\` is not an amount.`,
      literalExample({ t: 'money' }, upTo),
    );
  const often = perCustomer === undefined ? undefined : readOften(perCustomer);
  if (perCustomer !== undefined && often === undefined) {
    reader.reportIssue(
      [...path, 'perCustomer'],
      'band_invalid',
      `\`${perCustomer}\` is not valid.`,
      'Write `2/30d` for twice in 30 days.',
    );
  }
  return {
    ...(amount === undefined ? {} : { upTo: amount }),
    ...(often === undefined ? {} : { perCustomer: often }),
    ...(reasons === undefined ? {} : { reasons }),
  };
}

/** `2/30d`. */
function readOften(raw: string): PolicyBand['perCustomer'] {
  const [, count, time] = /^(\d{1,4})\/(.+)$/.exec(raw) ?? [];
  const duration = time === undefined ? undefined : parseDuration(time);
  return duration !== undefined && 'ms' in duration ? { count: Number(count), ms: duration.ms } : undefined;
}

/** Reports values of the policy that are nested, and gives the names of their groups. */
export function checkPolicyGroups(reader: Reader): string[] {
  const policy = valueAt(reader.document.value, ['policy']);
  if (!isMap(policy)) return [];
  return Object.entries(policy).flatMap(([group, inside]) => {
    const names = isMap(inside) ? Object.keys(inside) : [];
    if (names.length === 0 || names.some((name) => Object.hasOwn(bandSchema.shape, name))) return [];
    const hint = `Write ${names.map((name) => `\`${group}.${name}:\``).join(' and ')} directly below \`policy:\`.`;
    const message = 'Values of the policy have dotted names, and are not nested.';
    reader.reportIssue(['policy', group], 'merchant_shape', message, hint, 'key');
    return [group];
  });
}
