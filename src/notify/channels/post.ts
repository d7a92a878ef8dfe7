import { NotNow, Refused } from '../later';
import type { Post } from './answer';

/** Slack answers with the whole message; what is longer than any is cut. */
const READ_BYTES = 512 * 1024;

/** {@link Post} over HTTPS, and nothing else; follows no redirect. @param seconds how long the channel may take */
export const postWithin =
  (seconds: number): Post =>
  async (url, { headers, body }) => {
    if (!url.startsWith('https://')) throw new Refused('the address does not begin with https://');
    const signal = AbortSignal.timeout(seconds * 1_000);
    try {
      const response = await fetch(url, { method: 'POST', headers, body, redirect: 'manual', signal });
      const retryAfter = response.headers.get('retry-after') ?? undefined;
      return { status: response.status, retryAfter, body: await bodyOf(response) };
    } catch (error) {
      // The error itself may show the address.
      throw new NotNow(signal.aborted ? `no answer within ${seconds} s` : `the connection failed (${codeOf(error)})`);
    }
  };

/**
 * The channel has taken what it calls a success: that is not told again because the rest of the answer is late or lost.
 * Who needs the answer decides by what there is.
 */
async function bodyOf(response: Response): Promise<string> {
  try {
    return await beginningOf(response);
  } catch (error) {
    if (response.ok) return '';
    throw error;
  }
}

async function beginningOf({ body }: Response): Promise<string> {
  if (body === null) return '';
  const reader = (body as ReadableStream<Uint8Array>).getReader();
  const chunks: Uint8Array[] = [];
  for (let bytes = 0; bytes < READ_BYTES; bytes += chunks.at(-1)?.length ?? 0) {
    const { done, value } = await reader.read();
    if (done) return Buffer.concat(chunks).toString();
    chunks.push(value);
  }
  await reader.cancel();
  return Buffer.concat(chunks).toString();
}

/** Such as ECONNRESET, of what `fetch` gives as the cause. */
function codeOf(error: unknown): string {
  const cause: unknown = Reflect.get(Object(error) as object, 'cause');
  const code: unknown = Reflect.get(Object(cause) as object, 'code');
  return typeof code === 'string' && /^\w+$/.test(code) ? code : 'unknown reason';
}
