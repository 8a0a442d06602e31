/** What a weights file says about itself, checked by hand: a library would take a third of the cold start. */

/** An int8 matrix with an f32 scale per row, or f32 numbers; offsets are bytes from the start of the numbers. */
type Tensor =
  | { type: 'i8'; shape: readonly number[]; offset: number; scales: number }
  | { type: 'f32'; shape: readonly number[]; offset: number };

/** The description of a network. */
export interface TransformerHeader {
  layers: number;
  width: number;
  heads: number;
  inner: number;
  positions: number;
  labels: readonly string[];
  languages: readonly string[];
  dataHash: string;
  tensors: Readonly<Record<string, Tensor>>;
}

/** An invalid value in the description; the message names it. */
export class HeaderError extends Error {}

type Fields = Readonly<Record<string, unknown>>;

const ALIGNMENT = 16;

/** Parses the description from its JSON text; throws HeaderError. */
export function parseHeader(text: string): TransformerHeader {
  const fields = object(parsed(text), 'the description');
  const [layers, width, heads, inner, positions] = [
    count(fields, 'layers'),
    count(fields, 'width'),
    count(fields, 'heads'),
    count(fields, 'inner'),
    count(fields, 'positions'),
  ];
  if (typeof fields['dataHash'] !== 'string') throw new HeaderError('dataHash is no text');
  // The kernel takes sixteen numbers of a head at a time, and eight of any other row.
  if (width % (16 * heads) !== 0)
    throw new HeaderError(`the width ${width} of ${heads} heads is no multiple of 16 for each`);
  if (inner % 8 !== 0) throw new HeaderError(`the inner width ${inner} is no multiple of 8`);
  return {
    ...{ layers, width, heads, inner, positions },
    labels: names(fields, 'labels'),
    languages: names(fields, 'languages'),
    dataHash: fields['dataHash'],
    tensors: Object.fromEntries(
      Object.entries(object(fields['tensors'], 'tensors')).map(([name, tensor]) => [
        name,
        tensorOf(object(tensor, name), name),
      ]),
    ),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new HeaderError('it is not JSON', { cause });
  }
}

function tensorOf(fields: Fields, name: string): Tensor {
  const { type, shape } = fields;
  if (!Array.isArray(shape) || !shape.every((extent) => isCount(extent)))
    throw new HeaderError(`the shape of ${name} is no list of positive whole numbers`);
  const offset = place(fields['offset'], `the offset of ${name}`);
  if (type === 'f32') return { type, shape, offset };
  if (type !== 'i8') throw new HeaderError(`the type of ${name} is neither i8 nor f32`);
  return { type, shape, offset, scales: place(fields['scales'], `the scales of ${name}`) };
}

function object(value: unknown, name: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new HeaderError(`${name} is no object`);
  return value as Fields; // an object of JSON
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) > 0;

function count(fields: Fields, name: string): number {
  const value = fields[name];
  if (!isCount(value)) throw new HeaderError(`${name} is no positive whole number`);
  return value;
}

function names(fields: Fields, name: string): string[] {
  const value = fields[name];
  if (!Array.isArray(value) || value.length === 0 || !value.every((one) => typeof one === 'string'))
    throw new HeaderError(`${name} is no list of names`);
  return value;
}

function place(value: unknown, name: string): number {
  if (!Number.isSafeInteger(value) || Number(value) < 0 || Number(value) % ALIGNMENT !== 0)
    throw new HeaderError(`${name} is no multiple of ${ALIGNMENT}`);
  return Number(value);
}
