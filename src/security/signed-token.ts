/**
 * Signed tokens: `base64url(canonical JSON).base64url(Ed25519 signature of the first part)`. One algorithm, one
 * spelling: a token that is not byte for byte what we would write ourselves is invalid.
 */
import { sign, verify } from 'node:crypto';
import { canonicalJson, type Json, type JsonObject } from '../contracts/json.js';
import { privateKeyFrom, publicKeyFrom } from './signing-keys.js';

/** What a token is for: one made for another use is never accepted. */
export type TokenUse = 'voucher' | 'decision' | 'access';

/** A token that is parsed but not yet verified: its claims count for nothing until `isSignedBy` says yes. */
export interface ReadToken {
  claims: JsonObject;
  isSignedBy(publicKeys: readonly string[]): boolean;
}

/** Longest token, in characters. */
export const maxTokenLength = 4096;

/** Signs claims for one use. */
export function signToken(use: TokenUse, claims: JsonObject, privateKey: string): string {
  const body = Buffer.from(canonicalJson({ ...claims, use })).toString('base64url');
  return `${body}.${sign(null, Buffer.from(body), privateKeyFrom(privateKey)).toString('base64url')}`;
}

/** Reads a token made for `use`; undefined if it is malformed, too long or made for another use. */
export function readToken(token: string, use: TokenUse): ReadToken | undefined {
  const [body, signature, ...rest] = token.length <= maxTokenLength ? token.split('.') : [];
  if (body === undefined || signature === undefined || rest.length > 0) return undefined;
  const claims = claimsOf(body);
  const signed = bytesOf(signature);
  if (claims?.use !== use || signed?.length !== 64) return undefined;
  const isSignedWith = (text: string): boolean => {
    const key = publicKeyFrom(text);
    return key !== undefined && verify(null, Buffer.from(body), key, signed);
  };
  return { claims, isSignedBy: (publicKeys) => publicKeys.some(isSignedWith) };
}

function claimsOf(body: string): JsonObject | undefined {
  const text = bytesOf(body)?.toString('utf8');
  const value = text === undefined ? undefined : parse(text);
  return isObject(value) && canonicalJson(value) === text ? value : undefined;
}

function bytesOf(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64url');
  return bytes.toString('base64url') === text ? bytes : undefined;
}

function parse(text: string): Json | undefined {
  try {
    // JSON.parse returns only JSON.
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
