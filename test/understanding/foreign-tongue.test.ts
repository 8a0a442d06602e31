import { expect, test } from 'vitest';
import { foreignTongue } from '../../src/understanding/embedded/interpret-model-output.js';

test.each([
  ['Je n’ai pas encore votre réponse pour ma lampe', 'fr'],
  ['La lámpara no funciona, ¿qué hago con el recibo?', 'es'],
  ['De lamp is stuk en ik wil graag een andere', 'nl'],
  ['Where is my order? It is late and I am not at home', undefined],
  ['Die Lampe ist kaputt, und ich habe noch nichts von Ihnen gehört', undefined],
  ['Does the El Paso set come with a la carte plates?', undefined],
])('%j is in a language that the model has not learnt: %j', (text, expected) => {
  expect(foreignTongue(text)).toBe(expected);
});
