/** Compares steps before and now, block by block; a step that has moved is matched by its id. */
import type { BlockIr, StepIr, ApprovalIr, DurationIr } from '../../contracts/ir.js';
import { stepsIn } from '../../workflows/interpreter/steps-in.js';
import { compareFields } from './compare-fields.js';
import type { Change, Weight } from './change.js';
import { blocksByName, same } from './parts.js';
import { stepName, valueWords } from './step-words.js';
import { durationWords } from '../print/measures.js';

// Compares approvals before and now: who decides, until when, and what makes them unnecessary.

type StepChange = Omit<Change, 'step'>;

/** What changed; anything not certainly stricter counts as looser. */
function compareApprovals(before: ApprovalIr | undefined, now: ApprovalIr | undefined): StepChange[] {
  if (before === undefined && now === undefined) return [];
  if (now === undefined)
    return [changed('looser', `nobody approves it any more; it was ${before?.by ?? ''}`)];
  if (before === undefined) return [changed('money', `must now be approved by ${now.by}${spared(now)}`)];
  return [
    ...(before.by === now.by ? [] : [changed('looser', `is approved by ${now.by} instead of ${before.by}`)]),
    ...compareBands(before, now),
    ...compareExpiry(before.expires, now.expires),
    ...compareEscalation(before, now),
    ...(same(before.remind, now.remind)
      ? []
      : [
          changed(
            'behaviour',
            `a waiting request counts as overdue ${afterWords(now.remind)} instead of ${afterWords(before.remind)}`,
          ),
        ]),
  ];
}

const changed = (weight: Weight, what: string): StepChange => ({ weight, what });

const spared = ({ notNeededWithin }: ApprovalIr): string =>
  notNeededWithin === undefined ? '' : `, but not within the band ${notNeededWithin}`;

function compareBands(
  { notNeededWithin: before }: ApprovalIr,
  { notNeededWithin: now }: ApprovalIr,
): StepChange[] {
  if (before === now) return [];
  if (now === undefined)
    return [changed('money', `always needs its approval; it was not needed within ${before ?? ''}`)];
  const instead = before === undefined ? '' : ` instead of ${before}`;
  return [changed('looser', `needs no approval within the band ${now}${instead}`)];
}

function compareExpiry(before: DurationIr, now: DurationIr): StepChange[] {
  if (same(before, now)) return [];
  const what = `an approval expires after ${durationWords(now)} instead of ${durationWords(before)}`;
  return [changed(isShorter(now, before) ? 'money' : 'looser', what)];
}

function compareEscalation({ escalate: before }: ApprovalIr, { escalate: now }: ApprovalIr): StepChange[] {
  if (same(before, now)) return [];
  if (now === undefined) return [changed('money', `is no longer escalated to ${before?.to ?? ''}`)];
  const what = `${now.to} may decide after ${durationWords(now.after)}`;
  if (before === undefined) return [changed('looser', `${what}; it was not escalated`)];
  const stricter = before.to === now.to && isShorter(before.after, now.after);
  const instead = `instead of ${before.to} after ${durationWords(before.after)}`;
  return [changed(stricter ? 'money' : 'looser', `${what} ${instead}`)];
}

const afterWords = (time: DurationIr | undefined): string =>
  time === undefined ? 'never' : `after ${durationWords(time)}`;

/** True only if certain: durations of different kinds cannot be compared. */
function isShorter(a: DurationIr, b: DurationIr): boolean {
  if ('ms' in a && 'ms' in b) return a.ms < b.ms;
  if ('businessDays' in a && 'businessDays' in b) return a.businessDays < b.businessDays;
  return 'businessMs' in a && 'businessMs' in b && a.businessMs < b.businessMs;
}

// Matches the steps of two lists: by id, otherwise by kind and place.

/** A step before and now; one side is missing if the other list has no such step. */
interface Pair {
  before?: StepIr;
  now?: StepIr;
}

/** Pairs two lists in order, so that as many steps as possible count as unchanged. */
function pairSteps(before: readonly StepIr[], now: readonly StepIr[]): Pair[] {
  const best = likenesses(before, now);
  const pairs: Pair[] = [];
  let [i, j] = [0, 0];
  while (i < before.length || j < now.length) {
    const [old, fresh] = [before[i], now[j]];
    const here = best[i]?.[j] ?? 0;
    if (old !== undefined && fresh !== undefined && likeness(old, fresh) > 0) {
      if (here === likeness(old, fresh) + (best[i + 1]?.[j + 1] ?? 0)) {
        pairs.push({ before: old, now: fresh });
        i++;
        j++;
        continue;
      }
    }
    if (old !== undefined && (fresh === undefined || here === (best[i + 1]?.[j] ?? 0))) {
      pairs.push({ before: old });
      i++;
    } else if (fresh !== undefined) {
      pairs.push({ now: fresh });
      j++;
    }
  }
  return pairs;
}

/** `table[i][j]`: the best likeness of the lists from there on. */
function likenesses(before: readonly StepIr[], now: readonly StepIr[]): number[][] {
  const table = Array.from({ length: before.length + 1 }, () => new Array<number>(now.length + 1).fill(0));
  for (let i = before.length - 1; i >= 0; i--) {
    for (let j = now.length - 1; j >= 0; j--) {
      const [row, old, fresh] = [table[i], before[i], now[j]];
      if (row === undefined || old === undefined || fresh === undefined) continue;
      const alike = likeness(old, fresh);
      const together = alike === 0 ? 0 : alike + (table[i + 1]?.[j + 1] ?? 0);
      row[j] = Math.max(together, table[i + 1]?.[j] ?? 0, row[j + 1] ?? 0);
    }
  }
  return table;
}

/** 0 for steps that do not match. */
function likeness(before: StepIr, now: StepIr): number {
  if (before.kind !== now.kind) return 0;
  if (before.named && now.named) return before.id === now.id ? 8 : 0;
  const nameless = { id: '', named: false };
  if (same({ ...before, ...nameless }, { ...now, ...nameless })) return 4;
  return before.title === now.title ? 2 : 1;
}

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
