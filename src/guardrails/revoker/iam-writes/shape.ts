/** What a call does: something new, more that somebody may do, less of it, something gone, or none of these. */
export type Impact = 'makes' | 'opens' | 'closes' | 'removes' | 'changes';

/** What a call makes, gives, takes or changes. */
export type Thing =
  | 'user'
  | 'group'
  | 'membership'
  | 'role'
  | 'trust-policy'
  | 'instance-profile'
  | 'role-in-instance-profile'
  | 'policy'
  | 'policy-version'
  | 'attached-policy'
  | 'inline-policy'
  | 'boundary'
  | 'access-key'
  | 'console-password'
  | 'service-specific-credential'
  | 'ssh-public-key'
  | 'signing-certificate'
  | 'server-certificate'
  | 'cloudfront-public-key'
  | 'mfa-device'
  | 'saml-provider'
  | 'oidc-provider'
  | 'tags'
  | 'account-setting'
  | 'delegation-request';

/** A field of an event, `parameters.…` or `response.…`, spelt as CloudTrail spells it. */
export type Field = `parameters.${string}` | `response.${string}`;

/** Whom or what a call was made for. */
export interface Whom {
  readonly kind: 'user' | 'group' | 'role' | 'instance profile' | 'policy' | 'OpenID Connect provider';
  /** Where its name or ARN stands: the first field that is there counts. */
  readonly fields: readonly Field[];
  /**
   * Whether IAM takes the caller where the call names nobody.
   *
   * @default false
   */
  readonly orCaller?: boolean;
}

/** What a call that changes IAM does, as data: what undoes it can be read from it as well as what people are told. */
export interface IamWrite {
  readonly impact: Impact;
  readonly thing: Thing;
  /**
   * What happened, in the past tense. `{name}` and `{whom}` are those below, `{parameters.…}` is any other field; what
   * stands in brackets is left out where its field is absent.
   */
  readonly says: string;
  /**
   * Where the thing's name or ARN stands: the first field that is there counts.
   *
   * @default the thing has no name of its own
   */
  readonly name?: readonly Field[];
  /**
   * Where the unique id of what was made stands, which no other thing will ever have.
   *
   * @default the call makes nothing that has one
   */
  readonly id?: Field;
  /** @default what is named is all that is touched */
  readonly whom?: Whom;
  /**
   * Parameter whose value decides what the call does.
   *
   * @default the call always does the same
   */
  readonly by?: {
    readonly parameter: string;
    readonly values: Readonly<Record<string, Pick<IamWrite, 'impact' | 'says'>>>;
  };
}

/** Writes by the name of the event, which is the name of the action. */
export type IamWrites = Readonly<Record<string, IamWrite>>;

/** A row of the table. */
export function row(
  impact: Impact,
  thing: Thing,
  says: string,
  rest: Pick<IamWrite, 'name' | 'id' | 'whom' | 'by'> = {},
): IamWrite {
  return { impact, thing, says, ...rest };
}

/** A row about what can be switched on and off by the parameter `status`. */
export function switched(thing: Thing, what: string, rest: Pick<IamWrite, 'name' | 'whom'>): IamWrite {
  return row('changes', thing, `changed the status of ${what}[ to {parameters.status}]`, {
    ...rest,
    by: {
      parameter: 'status',
      values: {
        Active: { impact: 'opens', says: `activated ${what}` },
        Inactive: { impact: 'closes', says: `deactivated ${what}` },
      },
    },
  });
}

/** The user that a call names. */
export const USER: Whom = { kind: 'user', fields: ['parameters.userName'] };

/** The user that a call names, or its caller: so IAM takes every call about somebody's own credentials. */
export const USER_OR_CALLER: Whom = { ...USER, orCaller: true };

export const GROUP: Whom = { kind: 'group', fields: ['parameters.groupName'] };
export const ROLE: Whom = { kind: 'role', fields: ['parameters.roleName'] };
