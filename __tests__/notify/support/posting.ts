import type { Answer, Post } from '../../../src/notify/channels/answer';

export interface Posted {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** A {@link Post} that reaches nobody. @param answers in their order; then 200 */
export function somePost(...answers: readonly Partial<Answer>[]): { readonly post: Post; readonly posted: Posted[] } {
  const posted: Posted[] = [];
  const post: Post = (url, { headers, body }) => {
    const answer = answers[posted.length] ?? {};
    posted.push({ url, headers, body: JSON.parse(body) as unknown });
    return Promise.resolve({ status: 200, body: 'ok', ...answer });
  };
  return { post, posted };
}

/** A secret that is what it is. */
export const secretOf = (value: string) => () => Promise.resolve(value);
