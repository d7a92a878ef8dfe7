import { AwsError } from '../../wire/aws-error';
import type { AccessKey, User } from '../entities';
import type { AccountState } from '../state';

/** What a client signs its calls with. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Absent for the long-lived keys of a user. */
  readonly sessionToken?: string;
}

/** Whose credentials those are. */
export type Identity =
  | { readonly type: 'Root' }
  | { readonly type: 'IAMUser'; readonly userId: string }
  | {
      readonly type: 'FederatedUser';
      readonly name: string;
      /** A user's id; absent for Root. */ readonly userId?: string;
    }
  | {
      readonly type: 'AssumedRole';
      readonly roleId: string;
      readonly sessionName: string;
      /** Present for the credentials that Lambda gives a function. */
      readonly lambda?: LambdaOrigin;
    };

/** The function behind a call, and what it is doing at the moment. */
export interface LambdaOrigin {
  readonly functionArn: string;
  readonly functionName: string;
  /** One environment of the function; each has credentials of its own. */
  readonly workerId: string;
  readonly currentInvocation: () => string | undefined;
}

/** Somebody who calls. */
export interface Caller {
  readonly identity: Identity;
  readonly arn: string;
  readonly accessKeyId: string;
  /** Id in CloudTrail's and IAM's sense: `AIDA…`, `AROA…:session`, `account:federated`, or the account. */
  readonly principalId: string;
  /** Present for temporary credentials. */
  readonly session?: { readonly issuedAt: Date; readonly mfa: boolean };
  /** The user, or the user who issued the session. */
  readonly user?: User;
}

/** All temporary credentials and Root's. */
export class Sessions {
  private readonly issued = new Map<string, { identity: Identity; token: string; issuedAt: Date; mfa: boolean }>();

  constructor(private readonly state: AccountState) {}

  /** @param mfa whether a device confirmed the person */
  issue(identity: Identity, mfa = false): Required<Credentials> {
    const { identifiers, clock } = this.state;
    const accessKeyId = identifiers.unique('ASIA', nameOf(identity));
    const sessionToken = identifiers.secret('token', accessKeyId) + identifiers.secret('token', accessKeyId);
    this.issued.set(accessKeyId, { identity, token: sessionToken, issuedAt: clock.now(), mfa });
    return { accessKeyId, secretAccessKey: identifiers.secret('secret key', accessKeyId), sessionToken };
  }

  /** @throws AwsError for credentials that are unknown, inactive or without their token */
  callerOf(accessKeyId: string, token: string | undefined, service: string): Caller {
    const session = this.issued.get(accessKeyId);
    if (session) {
      if (session.token !== token) throw invalidToken();
      const { identity, issuedAt, mfa } = session;
      return { ...this.describe(identity), accessKeyId, session: { issuedAt, mfa } };
    }
    const user = this.state.ownerOf(accessKeyId);
    const key = user?.keys.find(({ id }) => id === accessKeyId);
    if (!user || key?.status !== 'Active') throw invalidToken();
    markUsed(key, this.state.clock.now(), service);
    return { ...this.describe({ type: 'IAMUser', userId: user.id }), accessKeyId };
  }

  private describe(identity: Identity): Omit<Caller, 'accessKeyId'> {
    const { accountId, rootArn } = this.state;
    switch (identity.type) {
      case 'Root':
        return { identity, arn: rootArn, principalId: accountId };
      case 'IAMUser': {
        const user = this.userOf(identity.userId);
        return { identity, arn: this.state.arnOf('user', user), principalId: user.id, user };
      }
      case 'FederatedUser':
        return {
          identity,
          arn: `arn:aws:sts::${accountId}:federated-user/${identity.name}`,
          principalId: `${accountId}:${identity.name}`,
          ...(identity.userId !== undefined && { user: this.userOf(identity.userId) }),
        };
      case 'AssumedRole': {
        const role = this.state.roles.get(identity.roleId);
        if (!role) throw invalidToken();
        return {
          identity,
          arn: `arn:aws:sts::${accountId}:assumed-role/${role.name}/${identity.sessionName}`,
          principalId: `${role.id}:${identity.sessionName}`,
        };
      }
    }
  }

  private userOf(id: string): User {
    const user = this.state.users.get(id);
    if (!user) throw invalidToken();
    return user;
  }
}

/** Whose session it is, by what never changes of them. */
function nameOf(identity: Identity): string {
  switch (identity.type) {
    case 'Root':
      return 'root';
    case 'IAMUser':
      return identity.userId;
    case 'FederatedUser':
      return `${identity.userId ?? 'root'}:${identity.name}`;
    case 'AssumedRole':
      return `${identity.roleId}:${identity.sessionName}:${identity.lambda?.workerId ?? ''}`;
  }
}

const invalidToken = () =>
  new AwsError('InvalidClientTokenId', 'The security token included in the request is invalid.', 403);

function markUsed(key: AccessKey, at: Date, service: string): void {
  key.lastUsed = { at, service };
}
