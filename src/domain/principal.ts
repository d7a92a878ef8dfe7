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

/** IAM compares the names of users and groups ignoring case. */
export function sameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
