/** The form of a whole flow, steps included: the source of the editors' JSON Schema; the checker uses it too. */
import { z } from 'zod';
import type { Json } from '../contracts/json.js';
import { branchSchema } from './steps/branches.js';
import { stepKinds } from './steps/registry.js';
import { say } from './steps/say.js';
import { type Blocks, flowSchemaOf } from './schema-parts.js';

const blocks: Blocks = {
  steps: z.lazy((): z.ZodType<Json> => steps),
  says: z.lazy((): z.ZodType<Json> => says),
  branch: z.lazy((): z.ZodType<Json> => branch),
};

const step = z.union([...stepKinds.values()].map(({ schema }) => schema(blocks)));

// The forms read JSON; their own types name each key.
const steps = z.array(step).meta({ id: 'steps' }) as unknown as z.ZodType<Json>;

const says = z.array(say.schema(blocks)).meta({ id: 'says' }) as unknown as z.ZodType<Json>;

const branch = z.union([steps, branchSchema(blocks)]).meta({ id: 'branch' }) as unknown as z.ZodType<Json>;

/** A flow. */
export const flowSchema = flowSchemaOf(blocks);
