import { AwsError } from './aws-error';

/** Which page is asked for. */
interface Wanted {
  readonly maxResults: number;
  readonly nextToken?: string | undefined;
}

/** One page of a list, by a token that holds for this list alone. @throws AwsError for a token of another one, or none */
export function pageFrom<T>(all: readonly T[], list: string, { maxResults, nextToken }: Wanted) {
  const from = nextToken === undefined ? 0 : placeIn(nextToken, list);
  const to = from + maxResults;
  return { items: all.slice(from, to), token: to < all.length ? { nextToken: tokenOf(list, to) } : {} };
}

const tokenOf = (list: string, place: number) => Buffer.from(JSON.stringify([list, place])).toString('base64');

function placeIn(token: string, list: string): number {
  const [, place = ''] = /,(\d+)\]$/.exec(Buffer.from(token, 'base64').toString()) ?? [];
  if (tokenOf(list, Number(place)) === token) return Number(place);
  throw new AwsError('ValidationException', 'Invalid nextToken', 400);
}
