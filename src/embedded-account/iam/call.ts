import { AwsError, validationError } from '../wire/aws-error';
import type { Caller } from './access/caller';
import type { Params } from '../wire/query-protocol';
import type { User } from './entities';
import type { AccountState } from './state';

/** What an operation of IAM is given. */
export interface IamCall {
  readonly params: Params;
  readonly caller: Caller;
  readonly state: AccountState;
  /** How old the answers of the listing calls are; 0 is consistent. */
  readonly readLagMs: number;
}

/** Carries out one action; nothing is returned where AWS answers without a result. */
export type IamOperation = (call: IamCall) => object | undefined;

/** The user named in the call; without a name the caller. */
export function userOf({ params, caller, state }: IamCall): User {
  const name = params.optional('UserName');
  if (name !== undefined) return state.userNamed(name);
  if (caller.user) return caller.user;
  throw validationError('Must specify userName when calling with non-User credentials');
}

/**
 * One page of a list, as `MaxItems` and `Marker` ask for it.
 *
 * @throws AwsError for a marker that no page ended with
 */
export function page<T>(
  { params }: IamCall,
  items: readonly T[],
  most = 1000,
): { items: T[]; rest: { IsTruncated: boolean; Marker?: string } } {
  const size = Number(params.optional('MaxItems') ?? 100);
  if (!Number.isInteger(size) || size < 1 || size > 1000) throw validationError(`Invalid MaxItems: ${size}`);
  const marker = params.optional('Marker');
  const start = marker === undefined ? 0 : Number(Buffer.from(marker, 'base64').toString());
  if (!Number.isInteger(start) || start < 0) throw new AwsError('InvalidInput', 'Invalid Marker.', 400);
  const end = start + Math.min(size, most);
  const more = end < items.length;
  return {
    items: items.slice(start, end),
    rest: { IsTruncated: more, ...(more && { Marker: Buffer.from(String(end)).toString('base64') }) },
  };
}

const NAME = /^[\w+=,.@-]+$/;
const PATH = /^\/([!-~]+\/)?$/;

/** @throws AwsError for a name IAM does not accept */
export function checkedName(value: string, field: string, longest: number): string {
  if (NAME.test(value) && value.length <= longest) return value;
  throw validationError(
    `The specified value for ${field} is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_- (at most ${longest})`,
  );
}

/** @throws AwsError for a path IAM does not accept */
export function checkedPath(value = '/'): string {
  if (PATH.test(value)) return value;
  throw validationError(
    'The specified value for path is invalid. It must begin and end with / and contain only ASCII.',
  );
}
