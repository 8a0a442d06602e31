import { expect, test } from '@jest/globals';
import { isForeignTongue } from '../../src/understanding/foreign-tongue.js';

test.each([
  ['Je n’ai pas encore votre réponse pour ma lampe', true],
  ['La lámpara no funciona, ¿qué hago con el recibo?', true],
  ['De lamp is stuk en ik wil graag een andere', true],
  ['Where is my order? It is late and I am not at home', false],
  ['Die Lampe ist kaputt, und ich habe noch nichts von Ihnen gehört', false],
  ['Does the El Paso set come with a la carte plates?', false],
])('%j is in a language that the model has not learnt: %j', (text, expected) => {
  expect(isForeignTongue(text)).toBe(expected);
});
