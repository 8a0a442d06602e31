/** The schemas of `limits:`, `egress:` and `tls:`: request limits, the route, and trusted CAs. */
import { z } from 'zod';
import { isEgressEntry } from '../http/egress-policy.js';
import { durationLike, type TimeUnit, UNIT_MS } from '../auth/durations.js';
import { Condition, Text } from './condition-schema.js';
import { isZone } from './mapping/wall-clock.js';

/** A duration, in ms. */
export const Duration = durationLike(
  /^\d{1,6} ?(ms|s|min|h|d)$/,
  'Write a time such as 500ms, 10s, 5min, 24h or 7d.',
);

const Rate = z
  .string()
  .regex(/^[1-9]\d{0,5}\/(s|min|h)$/, 'Write a rate such as 10/s, 100/min or 1000/h.')
  .transform((text) => ({ count: Number.parseInt(text, 10), ms: UNIT_MS[text.split('/')[1] as TimeUnit] })); // the regex names the units

const QuotaRate = z
  .string()
  .regex(/^[1-9]\d{0,6}\/[1-9]?\d{0,3}(s|min|h|d)$/, 'Write a quota such as 250/d, 600/min or 1/5s.')
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
    most: QuotaRate.describe(
      'Maximum number: `250/d` per calendar day, or `600/min` or `1/5s` evenly spaced.',
    ),
    zone: z
      .string()
      .refine(isZone, 'The time zone does not exist.')
      .optional()
      .describe('For `/d`: the time zone of midnight; UTC by default.'),
    of: z.enum(['requests', 'tokens']).optional().describe('What is counted; `requests` by default.'),
    spent: Condition.optional().describe('Answers which mean that the quota is used up until it resets.'),
  })
  .describe('One of the system’s quotas, which all workers share.');

const Bytes = z
  .string()
  .regex(/^[1-9]\d{0,7} ?(kB|MB)$/, 'Write a size such as 500kB or 2MB.')
  .transform((text) => Number.parseInt(text, 10) * (text.endsWith('MB') ? 1_000_000 : 1000))
  .refine((bytes) => bytes <= 20_000_000, 'The maximum is 20MB.');

const Count = z
  .string()
  .regex(/^[1-9]\d{0,2}$/, 'Write a number from 1 to 999.')
  .transform(Number);

const HeaderName = z
  .string()
  .regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}$/, 'Write the name of a header.')
  .transform((name) => name.toLowerCase());

const Headers = z
  .strictObject({
    reset: HeaderName.optional().describe('Header that says when requests are allowed again.'),
    as: z
      .enum(['seconds', 'epoch', 'epoch-ms', 'date'])
      .optional()
      .describe('Format of its value; by default, it is guessed.'),
    remaining: HeaderName.optional().describe('Header with the number of requests left until then.'),
  })
  .describe('Headers with the system’s own rate limit, if they are not the usual ones.');

const Bucket = z
  .strictObject({
    available: Text.describe('Where to find the number of points left: a JSONPath.'),
    restore: Text.describe('Where to find the number of points restored per second.'),
    requested: Text.describe('Where to find the cost of this request.'),
  })
  .describe('Where answers report the system’s own bucket of points.');

/** `limits:` of a connection. */
export const Limits = z
  .strictObject({
    requests: Rate.optional().describe('Maximum rate of requests: `10/s`, `100/min`.'),
    quotas: z
      .array(Quota)
      .optional()
      .describe('The system’s quotas, which all workers share: `[{ most: 250/d }, { most: 1/5s }]`.'),
    concurrent: Count.optional().describe('Maximum number of concurrent requests.'),
    timeout: Duration.refine((ms) => ms >= 100 && ms <= 60_000, 'From 100ms to 60s.')
      .optional()
      .describe('How long to wait for an answer: `10s`.'),
    body: Bytes.optional().describe('Maximum size of an answer: `2MB`.'),
    headers: Headers.optional(),
    bucket: Bucket.optional(),
  })
  .default({})
  .describe('Limits for requests to the system.');

/** `egress:` of a connection. */
export const Egress = z
  .strictObject({
    allow: z
      .array(
        z.string().refine(isEgressEntry, 'Write a host name, an address or a network such as 10.0.0.0/8.'),
      )
      .optional()
      .describe('Private hosts and networks; the operator must allow them too.'),
    region: z
      .string()
      .regex(/^[a-z][a-z0-9-]{0,30}$/, 'A region must be in kebab-case.')
      .optional()
      .describe('The operator’s egress region for requests: `eu`.'),
  })
  .optional()
  .describe('Hosts allowed in addition to public addresses, and the egress region.');

/** `tls:` of a connection. */
export const Tls = z
  .strictObject({
    ca: Text.describe('A file beside the connection with the system’s CA certificates (PEM).'),
  })
  .optional()
  .describe('CAs to trust in addition to the public ones.');
