/** English. */
import type { Language } from '../language.js';
import { answers } from './answers.js';
import { handover } from './handover.js';
import { phrases } from './phrases.js';
import { sentences } from './sentences.js';
import { sideQuestions } from './side-questions.js';
import { statusQuestions } from './status-questions.js';
import { warm } from './warm.js';
import { requests } from './requests.js';
import { words } from './words.js';

/** English without a region serves customers worldwide: day before month, 24-hour clock. */
export const en: Language = {
  locale: 'en-GB',
  ...{ sentences, styles: { warm }, words, phrases, answers, sideQuestions, requests, statusQuestions },
  handover,
};
