import { describe, expect, test } from 'vitest';
import { readFile } from 'node:fs/promises';
import { compileKernel } from '../../../model/kernel.js';
import { largestInput, layOut, loadKernel } from '../../../src/understanding/embedded/transformer/kernel.js';
import { gelu } from './support/float-network.js';

const wasm = new URL('../../../src/understanding/embedded/transformer/kernel.wasm', import.meta.url);

describe('the kernel', () => {
  test('is what its source compiles to', async () => {
    expect(Buffer.from(await compileKernel()).equals(await readFile(wasm))).toBe(true);
  });

  test('has GELU to a ten-thousandth, everywhere', async () => {
    const xs = Float32Array.from({ length: 8_004 }, (_, n) => (n - 4_002) / 200);
    const { kernel, memory } = await loadKernel(xs.byteLength);
    const inPlace = new Float32Array(memory, 0, xs.length);
    inPlace.set(xs);
    kernel.gelu(0, xs.length);
    xs.forEach((x, n) => {
      expect(Math.abs(inPlace[n]! - gelu(x))).toBeLessThan(1e-4);
    });
  });

  test.each([32, 384, 1536])('does not overflow with the largest sum of %i products', async (inputs) => {
    const { places, end } = layOut(0, {
      x: 4 * inputs * 4,
      packed: 4 * inputs * 2,
      scales: 16,
      weights: 2 * inputs,
      weightScales: 8,
      bias: 8,
      y: 32,
    });
    const { kernel, memory } = await loadKernel(end);
    new Float32Array(memory, places.x, 4 * inputs).fill(3);
    new Int8Array(memory, places.weights, inputs).fill(127);
    new Int8Array(memory, places.weights + inputs, inputs).fill(-128);
    new Float32Array(memory, places.weightScales, 2).fill(1);
    kernel.quantise(places.x, places.packed, places.scales, 4, inputs, largestInput(inputs));
    const { packed, scales, weights, weightScales, bias, y } = places;
    kernel.dense(packed, scales, weights, weightScales, bias, y, 4, inputs, 2);
    const [up = 0, down = 0] = new Float32Array(memory, y, 2);
    expect(up / (3 * 127 * inputs)).toBeCloseTo(1, 5);
    expect(down / (3 * -128 * inputs)).toBeCloseTo(1, 5);
  });
});
