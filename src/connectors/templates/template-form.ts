/** The schema of a template: what a connection to one kind of system says, but for what each merchant has of its own. */
import { z } from 'zod';

const Text = z.string().min(1, 'Nothing stands here.');

const Parameter = z
  .strictObject({
    help: Text.describe('What it is, and where a merchant finds it.'),
    example: Text.describe('A value as an example.'),
    pattern: Text.optional().describe('Regular expression that the whole value must match.'),
    values: z.array(Text).min(1).optional().describe('The values that it may have.'),
    default: Text.optional().describe('Its value where the merchant writes none.'),
  })
  .refine(({ pattern, values }) => (pattern === undefined) !== (values === undefined), {
    message: 'A parameter has a `pattern` or `values`, one of them.',
  });

/** A file `connection.yaml` below `src/connectors`; what is said in the language is checked with a merchant's values in it. */
export const TemplateFile = z.strictObject({
  template: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,62}$/, 'A name is written in kebab-case.')
    .describe('Its name, which is that of its folder and stands after `connector:`.'),
  title: Text.describe('What people call the system.'),
  api: Text.optional().describe('Version of the API that it speaks.'),
  parameters: z
    .record(z.string().regex(/^[a-z][A-Za-z0-9]{0,30}$/, 'A name is written in camelCase.'), Parameter)
    .default({})
    .describe('What a merchant says, and stands here as `${parameters.<name>}`.'),
  baseUrl: Text.optional().describe(
    'Where the system is; left out where each merchant has it on a host of its own.',
  ),
  auth: z
    .array(
      z.looseObject({
        scheme: Text.describe('Name of the scheme.'),
        about: Text.describe('What the credentials are called at the system, and where they are made.'),
        example: z.record(z.string(), Text).describe('What a merchant adds: its own names of secrets.'),
      }),
    )
    .min(1)
    .describe('Ways to log in that the system knows, with the settings that are the same for everybody.'),
  limits: z.unknown().optional().describe('As in a connection.'),
  decimals: z.unknown().optional().describe('As in a connection.'),
  errorRules: z.unknown().optional().describe('As in a connection.'),
  events: z
    .looseObject({ verify: z.looseObject({ scheme: Text }) })
    .optional()
    .describe('As in a connection, but for the secret in `verify`: that is the merchant’s to say.'),
  operations: z.record(z.string(), z.unknown()).describe('As in a connection.'),
  rights: z
    .record(z.string(), Text)
    .default({})
    .describe('Operation: the permission that the credentials need for it, in the system’s words.'),
  needs: z
    .record(z.string(), Text)
    .default({})
    .describe(
      'Operation: the parameter, or `events`, without which it is not offered, because the merchant has it or not.',
    ),
  gaps: z
    .record(z.string(), Text)
    .default({})
    .describe('Operation that it does not have: why not, or where to get it instead.'),
});

/** A template as its file says it. */
export type TemplateFile = z.infer<typeof TemplateFile>;

/** A parameter of a template. */
export type TemplateParameter = z.infer<typeof Parameter>;
