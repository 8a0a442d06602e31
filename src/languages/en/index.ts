/** English. */
import type { Language } from '../language.js';
import { sentences } from './sentences.js';
import { warm } from './warm.js';
import { words } from './words.js';

/** Bare English is for customers all over the world: day before month, 24 hours. */
export const en: Language = { locale: 'en-GB', sentences, tones: { warm }, words };
