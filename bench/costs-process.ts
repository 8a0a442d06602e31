/** The program behind the costs of the language. */
import { answerOnce } from './child.js';
import { type CostSizes, measureCosts } from './costs.js';

answerOnce((request) => measureCosts(request as CostSizes)); // sent by tools/bench.ts alone
