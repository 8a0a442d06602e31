/** Tokens of links to documents: who has one may open its document, so the store knows their hashes alone. */
import { createHash, randomBytes } from 'node:crypto';

const TOKEN_BYTES = 16;

/** A token that nobody can guess: 128 bits at random, as 22 characters. */
export const newLinkToken = (): string => randomBytes(TOKEN_BYTES).toString('base64url');

/** What the store knows of a token, in hex. */
export const linkHash = (token: string): string => createHash('sha256').update(token).digest('hex');
