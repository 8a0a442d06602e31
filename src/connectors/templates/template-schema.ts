/** The schema of a template: what a connection to one kind of system says, but for what each merchant has of its own. */
import { z } from 'zod';

const Text = z.string().min(1, 'This is empty.');

const Parameter = z
  .strictObject({
    help: Text.describe('What it is, and where a merchant finds it.'),
    example: Text.describe('An example value.'),
    pattern: Text.optional().describe('Regular expression that must match the whole value.'),
    values: z.array(Text).min(1).optional().describe('The allowed values.'),
    default: Text.optional().describe('The default value.'),
  })
  .refine(({ pattern, values }) => (pattern === undefined) !== (values === undefined), {
    message: 'A parameter needs either `pattern` or `values`.',
  });

/** A file `connection.yaml` below `src/connectors`; what is said in the language is checked with a merchant's values in it. */
export const TemplateFile = z.strictObject({
  template: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,62}$/, 'A name must be in kebab-case.')
    .describe('The name of the connector and of its folder, used after `connector:`.'),
  title: Text.describe('The usual name of the system.'),
  api: Text.optional().describe('The supported version of its API.'),
  parameters: z
    .record(z.string().regex(/^[a-z][A-Za-z0-9]{0,30}$/, 'A name must be in camelCase.'), Parameter)
    .default({})
    .describe('Values that a merchant sets; use them here as `${parameters.<name>}`.'),
  baseUrl: Text.optional().describe('Address of the system; omitted if each merchant has its own host.'),
  auth: z
    .array(
      z.looseObject({
        scheme: Text.describe('Name of the scheme.'),
        about: Text.describe('What the system calls the credentials, and where to create them.'),
        example: z.record(z.string(), Text).describe('What a merchant adds: names of its own secrets.'),
      }),
    )
    .min(1)
    .describe('Supported ways to log in, with the settings that are the same for all merchants.'),
  limits: z.unknown().optional().describe('As in a connection.'),
  decimals: z.unknown().optional().describe('As in a connection.'),
  errorRules: z.unknown().optional().describe('As in a connection.'),
  events: z
    .looseObject({ verify: z.looseObject({ scheme: Text }) })
    .optional()
    .describe('As in a connection, but without the secret in `verify`, which the merchant sets.'),
  operations: z.record(z.string(), z.unknown()).describe('As in a connection.'),
  rights: z
    .record(z.string(), Text)
    .default({})
    .describe('Operations, with the permission that the credentials need, as the system names it.'),
  needs: z
    .record(z.string(), Text)
    .default({})
    .describe('Operations that need a parameter or `events`; without it, they are not offered.'),
  gaps: z
    .record(z.string(), Text)
    .default({})
    .describe('Operations that the system does not have, with the reason or an alternative.'),
});

/** A template as its file says it. */
export type TemplateFile = z.infer<typeof TemplateFile>;

/** A parameter of a template. */
export type TemplateParameter = z.infer<typeof Parameter>;
