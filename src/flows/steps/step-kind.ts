/** What a kind of step is: its form, and how it is checked and compiled. One file each, one line in `registry.ts`. */
import { z } from 'zod';
import type { Compilation, CompiledStep, Place } from '../compilation.js';
import { type Blocks, openBlocks } from '../schema-parts.js';

/** A kind of step; `schema` is the form of the whole step, which holds `kind` as a key. */
export interface StepKind {
  kind: string;
  schema: (blocks: Blocks) => z.ZodObject;
  /** The same with blocks that are looked at later; made once, because making a schema takes longer than using it. */
  form: z.ZodObject;
  /** `step` is what `form` has read. */
  compile: (flow: Compilation, step: unknown, place: Place) => CompiledStep;
}

/** Makes a kind whose `compile` knows the type that its `schema` reads. */
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
    // The caller gives what this kind's own form has read; see `compileStep`.
    compile: (flow, step, place) => compile(flow, step as z.infer<S>, place),
  };
}

/** The keys that every step has. */
export const common = {
  id: z.string().optional().describe('Name of the step, in camelCase: later steps read it as `steps.<id>`.'),
};

/** The fields that every compiled step begins with. */
export const base = ({ id, named, line }: Place, title: string) => ({ id, named, title, line });

/** A text for people, cut to a title's length. */
export const titled = (verb: string, words: string): string => {
  const text = `${verb}: ${words.replaceAll(/\s+/g, ' ').trim()}`;
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
};
