/** An IAM user as IAM names it today. The id is the identity: names can be changed and used again. */
export interface User {
  readonly accountId: string;
  /** Unique id, `AIDA…`; never used again, not even after deletion. */
  readonly id: string;
  readonly arn: string;
  readonly name: string;
  /** Policy that bounds the user; absent where no boundary stands. */
  readonly boundaryArn?: string;
}

/** Somebody who can carry tags and a boundary. */
export interface Principal {
  readonly kind: 'user' | 'role';
  readonly accountId: string;
  /** Unique id, `AIDA…` or `AROA…`. */
  readonly id: string;
  readonly arn: string;
  readonly name: string;
}

/** An IAM group. */
export interface Group {
  /** Unique id, `AGPA…`. */
  readonly id: string;
  readonly name: string;
}

/**
 * Account of an ARN.
 *
 * @throws Error for a text that names none
 */
export function accountOfArn(arn: string): string {
  const account = arn.split(':')[4];
  if (account === undefined || !/^\d{12}$/.test(account)) throw new Error(`${arn} is no ARN of an account`);
  return account;
}

/** Whether a user may have a name (IAM API reference, CreateUser). IAM refuses to look for any other. */
export const isUserName = (name: string): boolean => /^[\w+=,.@-]{1,64}$/.test(name);

/** IAM compares the names of users and groups ignoring case. */
export function sameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/** What an ARN says of a user or role. */
export interface NamedPrincipal {
  readonly kind: Principal['kind'];
  readonly accountId: string;
  readonly name: string;
}

/**
 * A path is `/`, or anything from `!` to `~` between slashes, up to 512 characters; a name has up to 64 of a few (IAM API
 * reference, CreateUser and CreateRole). So a path may hold colons, quotes and `user/`, and only what follows the last
 * slash is the name.
 */
const PRINCIPAL = /^arn:aws[\w-]*:iam::(\d{12}):(user|role)\/(?:[!-~]{1,510}\/)?([\w+=,.@-]{1,64})$/;

/** What AWS names in what it refuses to a role; it says no path (STS API reference, AssumeRole). */
const SESSION = /^arn:aws[\w-]*:sts::(\d{12}):assumed-role\/([\w+=,.@-]{1,64})\/[\w+=,.@-]{2,64}$/;

/** The user or role that an ARN of IAM names; undefined for any other text. */
export function principalNamedBy(arn: string): NamedPrincipal | undefined {
  const [, accountId, kind, name] = PRINCIPAL.exec(arn) ?? [];
  if (accountId === undefined || name === undefined) return undefined;
  return { kind: kind === 'user' ? 'user' : 'role', accountId, name };
}

/** The role whose session an ARN of STS names; undefined for any other text. */
export function roleOfSession(arn: string): NamedPrincipal | undefined {
  const [, accountId, name] = SESSION.exec(arn) ?? [];
  return accountId === undefined || name === undefined ? undefined : { kind: 'role', accountId, name };
}
