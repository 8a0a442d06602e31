/** The schemas of `limits:`, `egress:` and `tls:`: request limits, the route, and trusted CAs. */
import { z } from 'zod';
import { isEgressEntry } from '../http/egress.js';
import { durationLike, type TimeUnit, UNIT_MS } from '../auth/durations.js';
import { Condition, Text } from './condition-schema.js';
import { isZone } from './mapping/clock.js';

/** A duration, in ms. */
export const Duration = durationLike(
  /^\d{1,6} ?(ms|s|min|h|d)$/,
  'A time is written as 500ms, 10s, 5min, 24h or 7d.',
);

const Rate = z
  .string()
  .regex(/^[1-9]\d{0,5}\/(s|min|h)$/, 'A rate is written as 10/s, 100/min or 1000/h.')
  .transform((text) => ({ count: Number.parseInt(text, 10), ms: UNIT_MS[text.split('/')[1] as TimeUnit] })); // the regex names the units

const QuotaRate = z
  .string()
  .regex(/^[1-9]\d{0,6}\/[1-9]?\d{0,3}(s|min|h|d)$/, 'A quota is written as 250/d, 600/min or 1/5s.')
  .transform((text) => {
    const [, count = '1', many = '', unit = 's'] = /^(\d+)\/(\d*)(.+)$/.exec(text) ?? [];
    return {
      count: Number(count),
      ms: Number(many || '1') * UNIT_MS[unit as TimeUnit],
      isDay: unit === 'd' && many === '',
    }; // the regex names the units
  });

const Quota = z
  .strictObject({
    most: QuotaRate.describe('Most of them: `250/d` a calendar day, `600/min` or `1/5s` evenly apart.'),
    zone: z
      .string()
      .refine(isZone, 'There is no such time zone.')
      .optional()
      .describe('Of `/d`: where its midnight is; UTC without it.'),
    of: z.enum(['requests', 'tokens']).optional().describe('What it counts; `requests` without it.'),
    spent: Condition.optional().describe('Answers that say that it is used up until it begins anew.'),
  })
  .describe('A quota of the system, which all workers share.');

const Bytes = z
  .string()
  .regex(/^[1-9]\d{0,7} ?(kB|MB)$/, 'A size is written as 500kB or 2MB.')
  .transform((text) => Number.parseInt(text, 10) * (text.endsWith('MB') ? 1_000_000 : 1000))
  .refine((bytes) => bytes <= 20_000_000, 'At most 20MB are read.');

const Count = z
  .string()
  .regex(/^[1-9]\d{0,2}$/, 'A number from 1 to 999 is needed.')
  .transform(Number);

const HeaderName = z
  .string()
  .regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}$/, 'A name of a header is needed.')
  .transform((name) => name.toLowerCase());

const Headers = z
  .strictObject({
    reset: HeaderName.optional().describe('Header that says when requests are let in again.'),
    as: z
      .enum(['seconds', 'epoch', 'epoch-ms', 'date'])
      .optional()
      .describe('How that is written; without it, it is guessed from the value.'),
    remaining: HeaderName.optional().describe('Header that says how many requests are left until then.'),
  })
  .describe('Headers that tell of the system’s own limit, instead of the well-known ones.');

const Bucket = z
  .strictObject({
    available: Text.describe('Where the answer says how many points are left: a JSONPath.'),
    restore: Text.describe('Where it says how many come back each second.'),
    requested: Text.describe('Where it says what this request cost.'),
  })
  .describe('Where answers tell of the system’s own bucket of points.');

/** `limits:` of a connection. */
export const Limits = z
  .strictObject({
    requests: Rate.optional().describe('Most requests: `10/s`, `100/min`.'),
    quotas: z
      .array(Quota)
      .optional()
      .describe('Quotas of the system, over all workers: `[{ most: 250/d }, { most: 1/5s }]`.'),
    concurrent: Count.optional().describe('Most requests at the same time.'),
    timeout: Duration.refine((ms) => ms >= 100 && ms <= 60_000, 'From 100ms to 60s.')
      .optional()
      .describe('How long an answer is waited for: `10s`.'),
    body: Bytes.optional().describe('Largest answer that is read: `2MB`.'),
    headers: Headers.optional(),
    bucket: Bucket.optional(),
  })
  .default({})
  .describe('What the system may be asked.');

/** `egress:` of a connection. */
export const Egress = z
  .strictObject({
    allow: z
      .array(z.string().refine(isEgressEntry, 'A host name, an address or a network as 10.0.0.0/8.'))
      .optional()
      .describe('Private hosts and networks; the operator must allow them too.'),
    region: z
      .string()
      .regex(/^[a-z][a-z0-9-]{0,30}$/, 'A region is written in kebab-case.')
      .optional()
      .describe('By which of the operator’s ways requests leave: `eu`.'),
  })
  .optional()
  .describe('What may be reached beside public addresses, and by which way.');

/** `tls:` of a connection. */
export const Tls = z
  .strictObject({
    ca: Text.describe('File beside the connection with the authorities (PEM) of the system’s certificate.'),
  })
  .optional()
  .describe('Whom the connection trusts beside the public authorities.');
