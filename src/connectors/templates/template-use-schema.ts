/** The schema of a merchant's connection that is made from a template. */
import { z } from 'zod';
import { ConnectionFile } from '../declarative/schema.js';

const { connection, baseUrl, auth, limits, egress, tls } = ConnectionFile.shape;

/** Its own keys; what they say in the language is checked together with the template's. */
export const TemplateUse = z.strictObject({
  connection,
  connector: z
    .string()
    .min(1)
    .describe('Name of a prebuilt connector; `orderly connections list` prints all of them.'),
  parameters: z
    .record(z.string(), z.string())
    .optional()
    .describe('Parameters of the connector; `orderly connections show <connector>` describes them.'),
  auth: z
    .looseObject({ scheme: z.string().min(1).describe('Name of the scheme.') })
    .describe(auth.description ?? ''),
  baseUrl: baseUrl.optional().describe('The system’s address, if it differs from the connector’s.'),
  limits: z
    .unknown()
    .optional()
    .describe(limits.description ?? ''),
  egress: z
    .unknown()
    .optional()
    .describe(egress.description ?? ''),
  tls: z
    .unknown()
    .optional()
    .describe(tls.description ?? ''),
  events: z
    .strictObject({
      secret: z
        .unknown()
        .describe('`${secret.NAME}` with which the system signs, or a list of two while you rotate it.'),
    })
    .optional()
    .describe('Receives the webhooks that the connector supports.'),
  without: z
    .array(z.string().min(1))
    .optional()
    .describe('The connector’s operations to leave out; a domain’s name leaves out all of its operations.'),
  operations: z
    .record(z.string(), z.unknown())
    .optional()
    .describe('Operations that this file defines; each replaces that of the connector completely.'),
});

/** A merchant's file. */
export type TemplateUse = z.infer<typeof TemplateUse>;
