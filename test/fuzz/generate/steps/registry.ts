/** The makers of steps; one that stands here twice comes twice as often. */
import type { Make } from '../maker.js';
import { makeAsk } from './ask.js';
import { makeCall } from './call.js';
import { makeChoose, makeIf } from './branches.js';
import { makeEach, makeParallel, makeRepeat } from './loops.js';
import { makeRefund } from './refund.js';
import { makeHandover, makeSay, makeSet, makeWait } from './simple.js';
import { makeSubflow } from './subflow.js';
import { makeClassify, makeExtract } from './understand.js';

/** One is picked for every step. */
export const makers: readonly [Make, ...Make[]] = [
  makeSay,
  makeSet,
  makeAsk,
  makeAsk,
  makeIf,
  makeChoose,
  makeCall,
  makeCall,
  makeSubflow,
  makeClassify,
  makeExtract,
  makeHandover,
  makeWait,
  makeEach,
  makeParallel,
  makeRepeat,
  makeRefund,
];
