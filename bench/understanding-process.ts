/** The program behind the costs of understanding. */
import { answerOnce } from './child.js';
import { measureUnderstanding, type UnderstandingSizes } from './understanding.js';

answerOnce((request) => measureUnderstanding(request as UnderstandingSizes)); // sent by tools/bench.ts alone
