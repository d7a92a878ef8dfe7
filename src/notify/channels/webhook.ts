import * as z from 'zod/mini';
import { jsonOf } from '../json';
import { Refused } from '../later';
import { accepted, type Post } from './answer';
import type { ReadSecret, TellChannel } from './teller';

const secretShape = z.strictObject({ url: z.string(), signingKey: z.optional(z.string().check(z.minLength(16))) });

/** Signs a text with a key. @returns hexadecimal */
export type HmacSha256 = (key: string, text: string) => string;

/** The notice as JSON, signed where the secret has a key to sign with. */
export function webhook(
  secret: ReadSecret,
  { post, hmacSha256 }: { readonly post: Post; readonly hmacSha256: HmacSha256 },
): TellChannel {
  return async ({ id, notice }, now) => {
    const { url, signingKey } = addressOf(await secret());
    const body = JSON.stringify({ version: 1, id, notice });
    const headers = {
      'content-type': 'application/json',
      ...(signingKey !== undefined && { 'x-guardrails-signature': signatureOf(body, signingKey, now, hmacSha256) }),
    };
    accepted(await post(url, { headers, body }), now);
  };
}

/** The time is signed as well, so that an old message cannot be sent again as a new one. */
function signatureOf(body: string, signingKey: string, now: Date, hmacSha256: HmacSha256): string {
  const seconds = Math.floor(now.getTime() / 1000);
  return `t=${seconds},v1=${hmacSha256(signingKey, `${seconds}.${body}`)}`;
}

/** A URL, or JSON with one and a key. */
function addressOf(secret: string): { readonly url: string; readonly signingKey?: string | undefined } {
  const address = secret.trimStart().startsWith('{') ? z.safeParse(secretShape, jsonOf(secret)).data : { url: secret };
  if (address !== undefined && isHttps(address.url)) return address;
  throw new Refused(
    'the secret is neither a URL that begins with https:// nor {"url": "https://…", "signingKey": "<16 characters or more>"}',
  );
}

function isHttps(text: string): boolean {
  return URL.canParse(text) && new URL(text).protocol === 'https:';
}
