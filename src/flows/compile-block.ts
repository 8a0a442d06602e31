/** Compiles a list of steps, each in the scope left by those before it. */
import type { StepIr } from '../contracts/ir.js';
import type { Json, JsonObject } from '../contracts/json.js';
import type { Path } from './yaml/document.js';
import { didYouMean } from './yaml/suggest.js';
import { issuesOfZod } from './yaml/zod-issues.js';
import type { Block, Compilation, CompiledStep, Over } from './compilation.js';
import { type Scope, withStep } from './scope.js';
import { isMap } from './enclosing-steps.js';
import { kindsOf } from './scan-steps.js';
import { stepKinds } from './steps/registry.js';
import type { StepKind } from './steps/step-kind.js';

/** A step; one with a mistake in its form has no IR, and anything may be read from it. */
type Attempt = Omit<CompiledStep, 'ir'> & Partial<Pick<CompiledStep, 'ir'>>;

/** Compiles a block; every mistake is reported, none stops the compilation. */
export function compileBlock(flow: Compilation, steps: Json, path: Path, scope: Scope): Block {
  if (!Array.isArray(steps)) {
    flow.reportIssue(path, 'flow_shape', 'Write a list of steps here.', asList(steps));
    return { ir: { steps: [] }, scope, ends: true, path };
  }
  const compiled: StepIr[] = [];
  let here: Attempt = { scope, ends: false };
  let over: Over | undefined;
  for (const [index, step] of steps.entries()) {
    const at = [...path, index];
    if (here.ends) {
      flow.reportIssue(at, 'step_unreachable', 'The flow ends before this step.');
      break;
    }
    // Lists of JSON hold JSON; `isArray` loses that for read-only ones.
    const compile = (): Attempt => compileStep(flow, step as Json, at, here.scope);
    if (over !== undefined) {
      here = flow.withoutReaching(compile);
      continue;
    }
    here = compile();
    compiled.push(...[here.ir ?? []].flat());
    ({ over } = here);
  }
  const { scope: behind, ends } = here;
  return { ir: { steps: compiled }, scope: behind, ends, path, ...(over === undefined ? {} : { over }) };
}

function compileStep(flow: Compilation, step: Json, path: Path, scope: Scope): Attempt {
  const kind = kindOf(flow, step, path);
  const id = isMap(step) && typeof step['id'] === 'string' ? step['id'] : undefined;
  // A step with two kinds does both: what needs either of them is no further mistake.
  if (kind === undefined)
    return broken(
      isMap(step) && kindsOf(step).includes('handover') ? { ...scope, handedOver: true } : scope,
      id,
      false,
    );
  const parsed = kind.form.safeParse(step);
  if (!parsed.success) {
    flow.issues.push(
      ...issuesOfZod(flow.document, parsed.error, 'flow_shape', { base: path, schema: kind.form }),
    );
    return broken(kind.kind === 'ask' ? withUnread(scope, id) : scope, id, kind.kind === 'end');
  }
  const { line } = flow.document.locate(path);
  const place = { path, scope, id: id ?? flow.newId(kind.kind), named: id !== undefined, line };
  flow.places.set(place.id, path);
  return kind.compile(flow, parsed.data, place);
}

/** A question that cannot be read may have been any. */
const withUnread = (scope: Scope, id = ''): Scope => ({
  ...scope,
  questions: [...scope.questions, { id, named: [], unread: true }],
});

const broken = (scope: Scope, id: string | undefined, ends: boolean): Attempt => ({
  scope: withStep(scope, id, { fields: {}, broken: true }),
  ends,
});

function notAStep(flow: Compilation, step: Json, path: Path): void {
  flow.reportIssue(
    path,
    'flow_shape',
    'This is not a step.',
    typeof step === 'string' ? asStep(step) : 'Start each step with `- `.',
  );
}

/** How a step, a text or a branch is written where a list of steps is needed. */
function asList(raw: Json): string {
  if (typeof raw === 'string' && raw !== '') return asStep(raw);
  const [key] = isMap(raw) ? Object.keys(raw) : [];
  if (key === 'do') return 'Remove `do:`, and start each step with `- `.';
  return key === undefined ? 'Start each step with `- `.' : `Start each step with \`- \`: \`- ${key}: …\`.`;
}

/** A text that may have been meant as a step: `say:Hello`, without the blank that YAML needs, or a sentence. */
function asStep(raw: string): string {
  const [, key = '', rest = ''] = /^(\w+):[^\S ]*(.*)$/s.exec(raw) ?? [];
  if (stepKinds.has(key)) return `Write \`- ${key}: ${rest.slice(0, 40)}\`, with a space after the colon.`;
  return `Write \`- say: ${raw.slice(0, 40)}\`, with a colon.`;
}

/** Keys of one kind of step alone, which slip into another step or begin one by a wrong column. */
const partOf: Readonly<Record<string, readonly string[]>> = {
  then: ['if'],
  else: ['if', 'choose'],
  cases: ['choose'],
};

/** Reports such a key in a step of another kind, or where a step should begin. */
function standsApart(flow: Compilation, step: JsonObject, path: Path, kind: string | undefined): boolean {
  const keys = Object.keys(step);
  const apart = keys.find((key) => Object.hasOwn(partOf, key) && !partOf[key]?.includes(kind ?? ''));
  // With a kind that is misspelt, that is the mistake.
  if (apart === undefined || (kind === undefined && apart !== keys[0])) return false;
  const owner = partOf[apart]?.map((name) => `\`${name}\``).join(' or ') ?? '';
  const message = `\`${apart}\` belongs to ${owner}, and this step has none.`;
  const hint = `Remove the \`- \`, and align it with its ${owner}.`;
  flow.reportIssue([...path, apart], 'key_unknown', message, hint, { at: 'key' });
  return true;
}

/** How the second kind becomes a step of its own; the other keys stay where they are. */
function apartHint(step: JsonObject, kind: string, second: string): string {
  const value = step[second];
  const written = typeof value === 'string' ? value.slice(0, 60) : '…';
  const keys = Object.keys(step);
  const rest = keys.slice(keys.indexOf(second) + 1).filter((key) => key !== 'id');
  const kept =
    rest.length === 0
      ? ''
      : `; ${rest.map((key) => `\`${key}\``).join(', ')} must stay below \`${kind}\` or go with it`;
  return `Move it into a step of its own, before or after this one: \`- ${second}: ${written}\`${kept}.`;
}

/** The one kind that a step names. */
function kindOf(flow: Compilation, step: Json, path: Path): StepKind | undefined {
  if (!isMap(step)) {
    notAStep(flow, step, path);
    return undefined;
  }
  const [kind, second] = kindsOf(step);
  if (standsApart(flow, step, path, kind)) return undefined;
  if (second !== undefined) {
    const message = `A step has one kind, but this one has both \`${kind ?? ''}\` and \`${second}\`.`;
    flow.reportIssue([...path, second], 'flow_shape', message, apartHint(step, kind ?? '', second), {
      at: 'key',
    });
    return undefined;
  }
  if (kind !== undefined) return stepKinds.get(kind);
  const key = Object.keys(step).find((name) => name !== 'id') ?? '';
  const where = key === '' ? path : [...path, key];
  flow.reportIssue(
    where,
    'step_kind_unknown',
    `There is no step kind \`${key}\`.`,
    didYouMean(key, stepKinds.keys()),
    {
      at: 'key',
    },
  );
  return undefined;
}
