/** The network once more, as its formulas say it: plain numbers, nothing packed, nothing rounded. */
import { shape, type Tensor } from './random-network.js';

type Row = readonly number[];

/** States of the tokens, a row each. */
export function floatStates(tensors: ReadonlyMap<string, Tensor>, ids: readonly number[]): Row[] {
  const word = matrix(tensors, 'embeddings.word');
  const position = matrix(tensors, 'embeddings.position');
  let states = ids.map((id, at) => sum(word[id]!, position[at]!));
  states = norm(tensors, 'embeddings.norm', states);
  for (const layer of Array.from({ length: shape.layers }, (_, n) => `layer.${n}`)) {
    const attended = denseRows(tensors, `${layer}.attention`, attention(tensors, layer, states));
    states = norm(tensors, `${layer}.attentionNorm`, add(states, attended));
    const inner = denseRows(tensors, `${layer}.inner`, states).map((row) => row.map(gelu));
    states = norm(tensors, `${layer}.outerNorm`, add(states, denseRows(tensors, `${layer}.outer`, inner)));
  }
  return states;
}

/** What a head says to the mean of rows. */
export function floatLogits(tensors: ReadonlyMap<string, Tensor>, head: string, rows: readonly Row[]): Row {
  const mean = Array.from(
    { length: shape.width },
    (_, at) => rows.reduce((total, row) => total + row[at]!, 0) / Math.max(1, rows.length),
  );
  return denseRows(tensors, head, [mean])[0]!;
}

/** GELU by its definition: x/2 · (1 + erf(x/√2)). */
export const gelu = (x: number): number => (x / 2) * (1 + erf(x / Math.SQRT2));

/** The error function by its series; from 5 on it is 1 to 2e-12. */
function erf(x: number): number {
  if (Math.abs(x) > 5) return Math.sign(x);
  let [term, total] = [x, x];
  for (let n = 1; Math.abs(term) > 1e-17; n += 1) {
    term *= (-x * x) / n;
    total += term / (2 * n + 1);
  }
  return (2 / Math.sqrt(Math.PI)) * total;
}

function attention(tensors: ReadonlyMap<string, Tensor>, layer: string, states: readonly Row[]): Row[] {
  const [query, key, value] = ['query', 'key', 'value'].map((part) =>
    denseRows(tensors, `${layer}.${part}`, states),
  ) as [Row[], Row[], Row[]];
  const size = shape.width / shape.heads;
  return query.map((asked) =>
    Array.from({ length: shape.heads }, (_, head) => {
      const part = (row: Row): Row => row.slice(head * size, (head + 1) * size);
      const shares = softmax(key.map((row) => dot(part(asked), part(row)) / Math.sqrt(size)));
      return Array.from({ length: size }, (__, at) =>
        dot(
          shares,
          value.map((row) => part(row)[at]!),
        ),
      );
    }).flat(),
  );
}

function softmax(scores: Row): Row {
  const powers = scores.map((score) => Math.exp(score - Math.max(...scores)));
  const total = powers.reduce((all, power) => all + power, 0);
  return powers.map((power) => power / total);
}

function norm(tensors: ReadonlyMap<string, Tensor>, name: string, rows: readonly Row[]): Row[] {
  const [weight, bias] = [tensors.get(`${name}.weight`)!.values, tensors.get(`${name}.bias`)!.values];
  return rows.map((row) => {
    const mean = row.reduce((total, value) => total + value, 0) / row.length;
    const variance = row.reduce((total, value) => total + (value - mean) ** 2, 0) / row.length;
    return row.map((value, at) => ((value - mean) / Math.sqrt(variance + 1e-12)) * weight[at]! + bias[at]!);
  });
}

function denseRows(tensors: ReadonlyMap<string, Tensor>, name: string, rows: readonly Row[]): Row[] {
  const weights = matrix(tensors, `${name}.weight`);
  const bias = tensors.get(`${name}.bias`)!.values;
  return rows.map((row) => weights.map((weight, output) => dot(weight, row) + bias[output]!));
}

function matrix(tensors: ReadonlyMap<string, Tensor>, name: string): Row[] {
  const { shape: sizes, values, scales } = tensors.get(name)!;
  const columns = sizes[1]!;
  return Array.from({ length: sizes[0]! }, (_, row) =>
    values.slice(row * columns, (row + 1) * columns).map((value) => value * (scales?.[row] ?? 1)),
  );
}

const dot = (a: Row, b: Row): number => a.reduce((total, value, at) => total + value * b[at]!, 0);
const sum = (a: Row, b: Row): Row => a.map((value, at) => value + b[at]!);
const add = (a: readonly Row[], b: readonly Row[]): Row[] => a.map((row, n) => sum(row, b[n]!));
