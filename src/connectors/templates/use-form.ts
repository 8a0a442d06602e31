/** The schema of a merchant's connection that is made from a template. */
import { z } from 'zod';
import { ConnectionFile } from '../declarative/schema.js';

const { connection, baseUrl, auth, limits, egress, tls } = ConnectionFile.shape;

/** Its own keys; what they say in the language is checked together with the template's. */
export const TemplateUse = z.strictObject({
  connection,
  connector: z.string().min(1).describe('Name of a prebuilt connector: `orderly connections list`.'),
  parameters: z
    .record(z.string(), z.string())
    .optional()
    .describe('What the connector must know: `orderly connections show <connector>`.'),
  auth: z
    .looseObject({ scheme: z.string().min(1).describe('Name of the scheme.') })
    .describe(auth.description ?? ''),
  baseUrl: baseUrl.optional().describe('Where the system is, if that is not what the connector says.'),
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
        .describe('`${secret.NAME}` by which the system signs; a list of two while it changes.'),
    })
    .optional()
    .describe('Takes in what the connector knows of the system’s webhooks.'),
  without: z
    .array(z.string().min(1))
    .optional()
    .describe('Operations of the connector that are not wanted here; a whole domain by its name.'),
  operations: z
    .record(z.string(), z.unknown())
    .optional()
    .describe('Operations that this file says itself; each takes the place of the connector’s, whole.'),
});

/** A merchant's file. */
export type TemplateUse = z.infer<typeof TemplateUse>;
