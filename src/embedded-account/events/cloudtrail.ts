import type { AwsError } from '../wire/aws-error';
import type { Caller } from '../iam/access/caller';
import type { AccountState } from '../iam/state';
import { envelopeOf, eventTime } from './envelope';

export const CALL_BY_CLOUDTRAIL = 'AWS API Call via CloudTrail';

/** A CloudTrail record in its EventBridge envelope. */
export type CloudTrailEvent = ReturnType<typeof eventOf>;

/** Services whose calls become records of CloudTrail here. */
export type TrailedService = 'iam' | 'cloudtrail' | 'events' | 'monitoring' | 'sqs' | 'sts';

/** One call as CloudTrail saw it. */
export interface TrailedCall {
  /** @default iam */
  readonly service?: TrailedService;
  readonly action: string;
  readonly caller: Caller;
  readonly params: Readonly<Record<string, unknown>>;
  /** What the operation answered; absent for a failed call and for one without a result. */
  readonly result?: object | undefined;
  readonly error?: AwsError;
  readonly userAgent: string;
  /** What the answer named the call by. */
  readonly requestId: string;
}

/** CloudTrail never shows these. */
const HIDDEN = new Set(['Password', 'OldPassword', 'NewPassword', 'AuthenticationCode1', 'AuthenticationCode2']);
const HIDDEN_RESULTS = new Set(['SecretAccessKey', 'Base32StringSeed', 'QRCodePNG']);
/** An address of the range reserved for documentation. */
const SOURCE_ADDRESS = '203.0.113.10';

export function eventOf(
  state: AccountState,
  { service = 'iam', action, caller, params, result, error, userAgent, requestId }: TrailedCall,
) {
  const time = eventTime(state);
  const readOnly = /^(Get|List|Describe|Generate|Simulate)/.test(action);
  return envelopeOf(state, {
    source: `aws.${service}`,
    type: CALL_BY_CLOUDTRAIL,
    named: requestId,
    detail: {
      eventVersion: '1.11',
      userIdentity: userIdentity(state, caller),
      eventTime: time,
      eventSource: `${service}.amazonaws.com`,
      eventName: action,
      awsRegion: 'us-east-1',
      sourceIPAddress: SOURCE_ADDRESS,
      userAgent,
      ...(error && { errorCode: service === 'iam' ? trailCode(error) : error.code, errorMessage: error.message }),
      // Of a call that IAM denies only the message says what it was about.
      requestParameters: error?.code === 'AccessDenied' ? null : shown(params, HIDDEN),
      responseElements: error === undefined && !readOnly && result ? shown(result, HIDDEN_RESULTS) : null,
      requestID: requestId,
      eventID: state.identifiers.uuid('CloudTrail event', requestId),
      readOnly,
      eventType: 'AwsApiCall',
      managementEvent: true,
      recipientAccountId: state.accountId,
      eventCategory: 'Management',
      tlsDetails: {
        tlsVersion: 'TLSv1.3',
        cipherSuite: 'TLS_AES_128_GCM_SHA256',
        clientProvidedHostHeader: `${service}.amazonaws.com`,
      },
    },
  });
}

/** CloudTrail names IAM's errors by their exception, but for AccessDenied and the errors every service shares. */
function trailCode({ code }: AwsError): string {
  const shared = ['AccessDenied', 'ValidationError', 'Throttling', 'InvalidAction', 'InternalFailure'];
  return shared.includes(code) ? code : `${code}Exception`;
}

function userIdentity(state: AccountState, caller: Caller) {
  const { identity, arn, principalId, accessKeyId, session, user } = caller;
  const { accountId } = state;
  const attributes = session && {
    creationDate: session.issuedAt.toISOString().replace(/\.\d+Z$/, 'Z'),
    mfaAuthenticated: String(session.mfa),
  };
  const base = { type: identity.type, principalId, arn, accountId, accessKeyId };
  switch (identity.type) {
    case 'Root':
      return { ...base, ...(attributes && { sessionContext: { attributes } }) };
    case 'IAMUser':
      return { ...base, userName: user?.name, ...(attributes && { sessionContext: { attributes } }) };
    case 'FederatedUser': {
      const sessionIssuer = user
        ? { type: 'IAMUser', principalId: user.id, arn: state.arnOf('user', user), accountId, userName: user.name }
        : { type: 'Root', principalId: accountId, arn: state.rootArn, accountId };
      return { ...base, sessionContext: { sessionIssuer, attributes } };
    }
    case 'AssumedRole': {
      const role = state.roles.get(identity.roleId);
      const sessionIssuer = role && {
        type: 'Role',
        principalId: role.id,
        arn: state.arnOf('role', role),
        accountId,
        userName: role.name,
      };
      return { ...base, sessionContext: { sessionIssuer, attributes } };
    }
  }
}

/** Parameters and answers with small first letters, AWS's dates and without secrets; null when nothing is left. */
function shown(values: object, hidden: ReadonlySet<string>): Record<string, unknown> | null {
  const entries = Object.entries(values)
    .filter(([name, value]) => !hidden.has(name) && value !== undefined)
    .map(([name, value]: [string, unknown]) => [lowerFirst(name), shownValue(name, value, hidden)] as const);
  return entries.length > 0 ? Object.fromEntries(entries) : null;
}

const lowerFirst = (name: string) => name.charAt(0).toLowerCase() + name.slice(1);

function shownValue(name: string, value: unknown, hidden: ReadonlySet<string>): unknown {
  if (value instanceof Date) return trailDate(value);
  if (Array.isArray(value)) return value.map((one) => shownValue('', one, hidden));
  if (typeof value === 'object' && value !== null) return shown(value, hidden);
  if (value === 'true' || value === 'false') return value === 'true';
  return name === 'MaxItems' ? Number(value) : value;
}

/** Such as `Aug 1, 2024 1:33:28 PM`. */
const trailDate = (date: Date) =>
  date
    .toLocaleString('en-US', { timeZone: 'UTC', dateStyle: 'medium', timeStyle: 'medium' })
    .replace(/,(?= \d+:)/, '')
    .replace(/\u202F/g, ' ');
