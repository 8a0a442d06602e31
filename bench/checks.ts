/** How long `orderly flows check` works on one flow: from its text to its IR, with everything it is checked against. */
import type { Callee } from '../src/flows/compilation.js';
import { type CompiledFlow, compileFlow } from '../src/flows/compile-flow.js';
import type { SourceFile } from '../src/flows/compile-flows.js';
import { environmentOf } from '../src/flows/type-environment.js';
import { readSignature, type Signature } from '../src/flows/flow-signature.js';
import { subflowsIn } from '../src/flows/scan-steps.js';
import { readDocument } from '../src/flows/yaml/document.js';
import type { Shipped } from './shipped.js';

/** Milliseconds. */
export interface CheckTimes {
  /** The first check of each flow, in a process in which nothing is compiled yet. */
  first: number[];
  /** All later ones. */
  warm: number[];
  /** CPU time of the process in the later ones: what they take when no other program wants the processor. */
  warmCpu: number[];
}

/** Flows by name, as far as a caller needs them. */
type Callees = ReadonlyMap<string, Callee>;

const warmUp = 5;

/** Checks each flow so many times, in turn; the flows that it calls stand ready, as they are checked by themselves. */
export function measureChecks(shipped: Shipped, times: number): CheckTimes {
  const found: CheckTimes = { first: [], warm: [], warmCpu: [] };
  const callees = new Map<string, Callee>();
  const timed = (file: SourceFile): { ms: number; cpuMs: number; checked: Checked } => {
    const [started, before] = [performance.now(), process.cpuUsage()];
    const checked = check(file, shipped, callees);
    const { user, system } = process.cpuUsage(before);
    return { ms: performance.now() - started, cpuMs: (user + system) / 1000, checked };
  };
  for (const file of callersLast(shipped.files)) {
    const { ms, checked } = timed(file);
    found.first.push(ms);
    const { signature, flow } = checked;
    callees.set(signature.name, {
      signature,
      reads: new Set(Object.keys(signature.inputs)),
      ...{ offered: true, hash: flow.hash, reach: flow.reach },
    });
  }
  for (let round = 0; round < warmUp + times; round += 1) {
    for (const file of shipped.files) {
      const { ms, cpuMs } = timed(file);
      if (round < warmUp) continue;
      found.warm.push(ms);
      found.warmCpu.push(cpuMs);
    }
  }
  return found;
}

interface Checked {
  signature: Signature;
  flow: CompiledFlow;
}

function check({ file, text }: SourceFile, { merchant, effects }: Shipped, callees: Callees): Checked {
  const environment = environmentOf(merchant.config, effects);
  const { document } = readDocument(file, text);
  const { signature } = document === undefined ? {} : readSignature(document, environment.types);
  if (document === undefined || signature === undefined) throw new Error(`${file} cannot be read.`);
  const { flow } = compileFlow(document, signature, environment, callees);
  if (flow === undefined) throw new Error(`${file} has issues: see \`orderly flows check\`.`);
  return { signature, flow };
}

/** A caller is locked to what it calls, so that must be compiled before. */
function callersLast(files: readonly SourceFile[]): SourceFile[] {
  const ordered = new Set<SourceFile>();
  const add = (source: SourceFile): void => {
    const { document } = readDocument(source.file, source.text);
    for (const { name } of subflowsIn(document?.value ?? {})) {
      const callee = files.find(({ file }) => file === `${name}.yaml`);
      if (callee !== undefined) add(callee);
    }
    ordered.add(source);
  };
  files.forEach(add);
  return [...ordered];
}
