/** Compares steps before and now, block by block; a step that has moved is matched by its id. */
import type { BlockIr, StepIr } from '../../contracts/ir.js';
import { stepsIn } from '../../interpreter/steps-in.js';
import { compareApprovals } from './compare-approvals.js';
import { compareFields } from './compare-fields.js';
import type { Change, Weight } from './change.js';
import { pairSteps } from './pair-steps.js';
import { blocksByName, same } from './parts.js';
import { stepName, valueWords } from './step-words.js';

/** Compares all the steps of two versions. */
export class StepsComparison {
  readonly changes: Change[] = [];
  /** True if the merchant's default blocks differ. */
  defaultsDiffer = false;
  readonly #old: ReadonlyMap<string, StepIr>;
  readonly #fresh: ReadonlyMap<string, StepIr>;
  readonly #usual: Weight;

  constructor(before: readonly StepIr[], now: readonly StepIr[]) {
    this.#old = namedIn(before);
    this.#fresh = namedIn(now);
    this.#usual = [...stepsIn(before), ...stepsIn(now)].some(movesMoney) ? 'money' : 'behaviour';
    this.#steps(before, now);
  }

  /** The weight where no rule sets another: heavier where money can move. */
  get usual(): Weight {
    return this.#usual;
  }

  #steps(before: readonly StepIr[], now: readonly StepIr[]): void {
    for (const pair of pairSteps(before, now)) {
      if (pair.before !== undefined && pair.now !== undefined) this.#pair(pair.before, pair.now);
      else if (pair.now !== undefined) this.#appeared(pair.now);
      else if (pair.before !== undefined) this.#vanished(pair.before);
    }
  }

  #pair(before: StepIr, now: StepIr): void {
    const approvals =
      before.kind === 'call' && now.kind === 'call' ? compareApprovals(before.approval, now.approval) : [];
    for (const change of [...approvals, ...compareFields(before, now, this.#usual)])
      this.#report(now, change);
    const [old, fresh] = [blocksByName(before), blocksByName(now)];
    for (const name of new Set([...old.keys(), ...fresh.keys()]))
      this.#blocks(now, name, old.get(name), fresh.get(name));
  }

  #blocks(step: StepIr, name: string, before: BlockIr | undefined, now: BlockIr | undefined): void {
    if (before?.default === true && now?.default === true) {
      this.defaultsDiffer ||= !same(before, now);
      return;
    }
    const [old, fresh] = [written(before), written(now)];
    const way = `the way \`${name}\``;
    if (old === undefined && fresh !== undefined)
      this.#report(step, { weight: this.#usual, what: `${way} is new here${steps(fresh)}` });
    if (old !== undefined && fresh === undefined) {
      const instead = now === undefined ? '' : ': a person takes over, as by default';
      this.#report(step, { weight: this.#usual, what: `${way} is gone${instead}` });
    }
    if (old !== undefined && fresh !== undefined) this.#outputs(step, way, old, fresh);
    this.#steps(old?.steps ?? [], fresh?.steps ?? []);
  }

  #outputs(
    step: StepIr,
    way: string,
    { outputs: old = {} }: BlockIr,
    { outputs: fresh = {} }: BlockIr,
  ): void {
    for (const name of new Set([...Object.keys(old), ...Object.keys(fresh)])) {
      const [was, is] = [old[name], fresh[name]];
      if (same(was, is)) continue;
      const given = is === undefined ? 'no longer' : valueWords(is);
      const instead = was === undefined ? '' : ` instead of ${valueWords(was)}`;
      const what =
        is === undefined
          ? `${way} no longer gives \`${name}\``
          : `${way} gives \`${name}\`: ${given}${instead}`;
      this.#report(step, { weight: this.#usual, what });
    }
  }

  #appeared(step: StepIr): void {
    const before = step.named ? this.#old.get(step.id) : undefined;
    if (before?.kind === step.kind) {
      const weight = movesMoney(step) || movesMoney(before) ? 'looser' : this.#usual;
      this.#report(step, { weight, what: 'has moved: it runs in another place, or in another order' });
      this.#pair(before, step);
      return;
    }
    this.#report(step, {
      weight: movesMoney(step) ? 'looser' : this.#weightOf(step),
      what: `is new${extras(step)}`,
    });
    for (const block of blocksByName(step).values()) if (block.default !== true) this.#steps([], block.steps);
  }

  #vanished(step: StepIr): void {
    const moved = step.named && this.#fresh.get(step.id)?.kind === step.kind;
    // Reported at its new place.
    if (moved) return;
    this.#report(step, { weight: this.#weightOf(step), what: `is gone${extras(step)}` });
    for (const block of blocksByName(step).values()) if (block.default !== true) this.#steps(block.steps, []);
  }

  #weightOf(step: StepIr): Weight {
    return step.kind === 'say' || step.kind === 'wait' ? 'behaviour' : this.#usual;
  }

  #report(step: StepIr, change: Omit<Change, 'step'>): void {
    this.changes.push({ ...change, step: stepName(step) });
  }
}

/** True for a call that moves money, and for a flow that can. */
export const movesMoney = (step: StepIr): boolean =>
  (step.kind === 'call' && step.effect === 'money') || (step.kind === 'subflow' && step.money);

const namedIn = (steps: readonly StepIr[]): ReadonlyMap<string, StepIr> =>
  new Map([...stepsIn(steps)].filter(({ named }) => named).map((step) => [step.id, step]));

const written = (block: BlockIr | undefined): BlockIr | undefined =>
  block === undefined || block.default === true ? undefined : block;

const steps = ({ steps: { length } }: BlockIr): string => (length === 0 ? ', and does nothing' : '');

/** What an added or removed step does beyond what its name says. */
function extras(step: StepIr): string {
  if (step.kind === 'subflow') return step.money ? ', and can move money' : '';
  if (step.kind !== 'call' || step.effect === 'read') return '';
  const { approval } = step;
  const band = approval?.notNeededWithin;
  const spared = band === undefined ? '' : `, not needed within ${band}`;
  const who = approval === undefined ? 'without approval' : `approved by ${approval.by}${spared}`;
  return step.effect === 'money' ? `: it moves money, ${who}` : `: it changes something, ${who}`;
}
