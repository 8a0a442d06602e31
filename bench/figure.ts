/** A figure of the bench, and the limit that the product sets itself for it. */
import type { SideName } from './side.js';
import { rounded } from './statistics.js';

/** One figure of both sides. */
export interface Figure {
  name: string;
  unit: string;
  product: number;
  /** Absent where there is nothing to compare with. */
  baseline?: number;
  /** Product / baseline: over 1 the product needs more; of flows/s it does more. */
  ratio?: number;
  /** In words, e.g. `ratio ≤ 1.1`. */
  limit?: string;
  /** True if the limit was missed. */
  missed?: true;
}

/** What is held against a bound: the product's own value, its ratio to the baseline's, or what it needs more. */
export interface Limit {
  of: 'product' | 'ratio' | 'difference';
  bound: '≤' | '≥';
  value: number;
}

/** A figure of both sides. */
export function compared<T>(
  name: string,
  unit: string,
  sides: Record<SideName, T>,
  of: (side: T) => number,
  limit?: Limit,
): Figure {
  const [product, baseline] = [of(sides.product), of(sides.baseline)];
  const figure = { name, unit, product, baseline, ratio: rounded(product / baseline, 2) };
  return { ...figure, ...judged(limit, { product, ratio: figure.ratio, difference: product - baseline }) };
}

/** A figure of the product alone. */
export function single(name: string, unit: string, product: number, limit?: Limit): Figure {
  return { name, unit, product, ...judged(limit, { product, ratio: Number.NaN, difference: Number.NaN }) };
}

const words = { product: '', ratio: 'ratio ', difference: 'difference ' } as const;

function judged(
  limit: Limit | undefined,
  values: Record<Limit['of'], number>,
): Pick<Figure, 'limit' | 'missed'> {
  if (limit === undefined) return {};
  const { of, bound, value } = limit;
  const kept = bound === '≤' ? values[of] <= value : values[of] >= value;
  return { limit: `${words[of]}${bound} ${value}`, ...(kept ? {} : { missed: true }) };
}
