import { createHash, createHmac } from 'node:crypto';

/** SHA-256 of a text (UTF-8), in hexadecimal digits. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** HMAC-SHA-256 of a text with a key, both in UTF-8, in hexadecimal digits. */
export function hmacSha256(key: string, text: string): string {
  return createHmac('sha256', key).update(text).digest('hex');
}
