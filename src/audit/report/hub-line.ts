import { plain, type Notice } from '../../domain/notice/notice';

/** Says in a digest that Security Hub was not told all. @param trouble why; undefined: it was, or is not to be told */
export function withHubLine(digest: Notice, trouble: string | undefined): Notice {
  if (trouble === undefined) return digest;
  const value = plain(`${trouble}; the next run tells them again`, 400);
  return { ...digest, facts: [...digest.facts, { label: 'Security Hub', value }] };
}
