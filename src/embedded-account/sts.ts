import { XML } from './iam/iam';
import type { Demand } from './iam/access/authorize';
import type { Caller, Sessions } from './iam/access/caller';
import type { Role } from './iam/entities';
import type { AccountState } from './iam/state';
import { parseResourcePolicy } from './policy/statement';
import { accessDenied, AwsError } from './wire/aws-error';
import { answerXml, errorXml, readForm, type Params } from './wire/query-protocol';
import type { Service } from './wire/service';

interface Operation {
  readonly demands: (params: Params) => readonly Demand[];
  readonly answer: (caller: Caller, params: Params) => object;
}

/** STS over AWS's Query protocol: who am I, for which nobody needs a permission, and the sessions of roles. */
export function stsService(state: AccountState, sessions: Sessions): Service {
  const operations: Readonly<Record<string, Operation>> = {
    GetCallerIdentity: {
      demands: () => [],
      answer: ({ arn, principalId }) => ({ Arn: arn, UserId: principalId, Account: state.accountId }),
    },
    AssumeRole: {
      demands: (params) => {
        const role = roleIn(state, params.text('RoleArn'));
        const attached = { policy: parseResourcePolicy(role.trust), mustAllow: true };
        return [{ action: 'sts:AssumeRole', resource: state.arnOf('role', role), attached }];
      },
      answer: (caller, params) => assume(state, sessions, caller, params),
    },
  };
  return {
    read: ({ body }) => {
      const { action, params } = readForm(body.toString());
      const operation = operations[action];
      if (operation === undefined) {
        throw new AwsError('InvalidAction', `the embedded account has no sts:${action}`, 400);
      }
      return {
        action,
        params: params.values,
        demands: () => operation.demands(params),
        perform: (caller, requestId) => {
          const result = operation.answer(caller, params);
          return Promise.resolve({
            answer: { status: 200, headers: XML, body: answerXml(action, result, requestId) },
            result,
          });
        },
      };
    },
    refuse: ({ code, message, status }, requestId) => ({
      status,
      headers: XML,
      body: errorXml(code, message, status, requestId),
    }),
  };
}

/** A role that is not there is refused like one that nobody may assume. */
function roleIn(state: AccountState, arn: string): Role {
  const found = [...state.roles.values()].find((role) => state.arnOf('role', role) === arn);
  if (found === undefined) throw accessDenied(`not authorized to perform: sts:AssumeRole on resource: ${arn}`);
  return found;
}

const SESSION_NAME = /^[\w+=,.@-]{2,64}$/;

/** Parameters that would change what a session may do: nothing here goes by them. */
const NOT_EMULATED = ['Policy', 'PolicyArns', 'Tags', 'TransitiveTagKeys', 'ExternalId', 'SerialNumber', 'TokenCode'];

/** STS API reference, AssumeRole. Sessions do not end here: the clock of a test is its own. */
function assume(state: AccountState, sessions: Sessions, { identity }: Caller, params: Params): object {
  if (identity.type === 'Root') throw accessDenied('Roles may not be assumed by root accounts.');
  const asked = NOT_EMULATED.filter((name) => params.values[name] !== undefined);
  if (asked.length > 0) throw new AwsError('NotEmulated', `sts:AssumeRole with ${asked.join(', ')}`, 400);
  const sessionName = params.text('RoleSessionName');
  if (!SESSION_NAME.test(sessionName)) {
    throw new AwsError(
      'ValidationError',
      `Value '${sessionName}' at 'roleSessionName' failed to satisfy constraint`,
      400,
    );
  }
  const seconds = Number(params.optional('DurationSeconds') ?? 3_600);
  if (!Number.isInteger(seconds) || seconds < 900 || seconds > 43_200) {
    throw new AwsError('ValidationError', `Value '${seconds}' at 'durationSeconds' failed to satisfy constraint`, 400);
  }
  // Of a role's session no longer one is made ("role chaining").
  if (seconds > 3_600 && identity.type === 'AssumedRole') {
    throw new AwsError(
      'ValidationError',
      'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining',
      400,
    );
  }
  const role = roleIn(state, params.text('RoleArn'));
  const { accessKeyId, secretAccessKey, sessionToken } = sessions.issue({
    ...{ type: 'AssumedRole', roleId: role.id, sessionName },
  });
  return {
    Credentials: {
      ...{ AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey, SessionToken: sessionToken },
      Expiration: new Date(state.clock.now().getTime() + seconds * 1_000),
    },
    AssumedRoleUser: {
      AssumedRoleId: `${role.id}:${sessionName}`,
      Arn: `arn:aws:sts::${state.accountId}:assumed-role/${role.name}/${sessionName}`,
    },
  };
}
