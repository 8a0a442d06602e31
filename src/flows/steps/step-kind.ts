/** What a kind of step is: its form, its checks and its compilation. One file each, one line in `registry.ts`. */
import { z } from 'zod';
import type { Compilation, CompiledStep, Place } from '../compilation.js';
import { type Blocks, openBlocks } from '../schema-parts.js';

/** A kind of step; `schema` is the form of the whole step, in which `kind` is a key. */
export interface StepKind {
  kind: string;
  schema: (blocks: Blocks) => z.ZodObject;
  /** The same with blocks checked later; created once, because creating a schema takes longer than using it. */
  form: z.ZodObject;
  /** `step` is what `form` has parsed. */
  compile: (flow: Compilation, step: unknown, place: Place) => CompiledStep;
}

/** Creates a kind whose `compile` gets the type that its `schema` parses. */
export function stepKind<S extends z.ZodObject>(definition: {
  kind: string;
  schema: (blocks: Blocks) => S;
  compile: (flow: Compilation, step: z.infer<S>, place: Place) => CompiledStep;
}): StepKind {
  const { kind, schema, compile } = definition;
  return {
    kind,
    schema,
    form: schema(openBlocks),
    // The caller passes what this kind's own form has parsed; see `compileStep`.
    compile: (flow, step, place) => compile(flow, step as z.infer<S>, place),
  };
}

/** The keys that every step has. */
export const common = {
  id: z
    .string()
    .optional()
    .describe('The step’s name, in camelCase. Later steps read its outputs as `steps.<id>`.'),
};

/** The fields that every compiled step starts with. */
export const base = ({ id, named, line }: Place, title: string) => ({ id, named, title, line });

/** A text for people, cut to the length of a title. */
export const titled = (verb: string, words: string): string => {
  const text = `${verb}: ${words.replaceAll(/\s+/g, ' ').trim()}`;
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
};
