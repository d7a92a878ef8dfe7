import * as z from 'zod/mini';
import { isUserName } from '../../../domain/identity/principal';

/** An IAM user, as the event names it. */
export interface UserCaller {
  readonly kind: 'user';
  /** Unique id, `AIDA…`; for a federated session that of the user who started it. */
  readonly id: string;
  readonly arn: string;
  /** Name at the time of the call; it may be somebody else's by now (THREATS T2). */
  readonly name?: string;
  readonly accessKeyId?: string;
  /** Whether the session was opened with MFA; absent where the event says nothing of it. */
  readonly mfa?: boolean;
}

/** The root user of the account. */
export interface RootCaller {
  readonly kind: 'root';
  readonly accessKeyId?: string;
  /** Whether the session was opened with MFA; absent where the event says nothing of it. */
  readonly mfa?: boolean;
}

/** Who made a call, as far as the event says. */
export type Caller = UserCaller | RootCaller | OtherCaller;

/** A role's session, a service, another account. */
export interface OtherCaller {
  readonly kind: 'other';
  readonly type: string;
  /** ARN of the role whose session it is. */
  readonly role?: string;
}

/** One call of the IAM API, read from CloudTrail. */
export interface Call {
  readonly eventId: string;
  readonly eventName: string;
  readonly at: Date;
  readonly accountId: string;
  readonly caller: Caller;
  /** AWS service that called for the person; `signin.amazonaws.com` is the console, so the person. */
  readonly invokedBy?: string;
  /** Error code of a refused call. */
  readonly failedWith?: string;
  /** Message of a refused call: where IAM denied it, this alone says whom it was about. */
  readonly failedBecause?: string;
  /** Whether CloudTrail says that the call only read; absent in records that do not say it. */
  readonly readOnly?: true;
  readonly sourceIp: string;
  readonly userAgent: string;
  /** Absent where CloudTrail recorded none, as for every call that IAM denied. */
  readonly parameters?: Readonly<Record<string, unknown>>;
  readonly response?: Readonly<Record<string, unknown>>;
}

/** An event that cannot be read; `message` names the field. It ends in the dead-letter queue. */
export class EventError extends Error {
  public override readonly name = 'EventError';
}

const anything = z.nullish(z.record(z.string(), z.unknown()));
const text = z.nullish(z.string());
/** A year of four digits: others have another form, which nobody reads back from the ledger. */
const YEARS = { from: Date.parse('0000-01-01T00:00:00Z'), until: Date.parse('+010000-01-01T00:00:00Z') };
const isTime = (value: string) => YEARS.from <= Date.parse(value) && Date.parse(value) < YEARS.until;
const time = z.string().check(z.refine(isTime, 'expected a time'));

const callEvent = z.object({
  account: z.string().check(z.regex(/^\d{12}$/, 'expected 12 digits')),
  detail: z.object({
    eventID: z.string().check(z.minLength(1)),
    eventName: z.string().check(z.minLength(1)),
    eventTime: time,
    sourceIPAddress: text,
    userAgent: text,
    errorCode: text,
    errorMessage: text,
    // Nothing but `true` counts: a record that says something else is judged and not thrown away.
    readOnly: z.optional(z.unknown()),
    requestParameters: anything,
    responseElements: anything,
    userIdentity: z.object({
      type: z.string(),
      principalId: text,
      arn: text,
      userName: text,
      accessKeyId: text,
      invokedBy: text,
      sessionContext: z.nullish(
        z.object({
          sessionIssuer: z.nullish(z.object({ type: text, principalId: text, arn: text, userName: text })),
          // A form that nobody documents must not keep a call from being judged: it is only told.
          attributes: z.optional(z.unknown()),
        }),
      ),
    }),
  }),
});

type Identity = z.infer<typeof callEvent>['detail']['userIdentity'];
const IDENTITY = 'detail.userIdentity';

/**
 * Reads the event that the rule promised.
 *
 * @param event an EventBridge event of the detail type `AWS API Call via CloudTrail`, as JSON text
 * @throws EventError naming the field that is missing or wrong
 */
export function parse(event: string): Call {
  const { account, detail } = read(event);
  return {
    eventId: detail.eventID,
    eventName: detail.eventName,
    at: new Date(detail.eventTime),
    accountId: account,
    caller: callerOf(detail.userIdentity),
    sourceIp: detail.sourceIPAddress ?? 'unknown',
    userAgent: detail.userAgent ?? 'unknown',
    ...(detail.userIdentity.invokedBy && { invokedBy: detail.userIdentity.invokedBy }),
    ...(detail.errorCode && { failedWith: detail.errorCode }),
    ...(detail.errorMessage && { failedBecause: detail.errorMessage }),
    ...(detail.readOnly === true && { readOnly: true }),
    ...(detail.requestParameters && { parameters: detail.requestParameters }),
    ...(detail.responseElements && { response: detail.responseElements }),
  };
}

/** Reads a record of CloudTrail's own: the same without EventBridge's envelope. @throws EventError as {@link parse} */
export function parseRecord(record: string, accountId: string): Call {
  return parse(`{"account":${JSON.stringify(accountId)},"detail":${record}}`);
}

function read(event: string): z.infer<typeof callEvent> {
  const result = callEvent.safeParse(json(event));
  if (result.success) return result.data;
  const fields = result.error.issues.map((issue) => `${issue.path.join('.') || 'event'}: ${words(issue)}`);
  throw new EventError(`not a CloudTrail event of an API call: ${fields.join('; ')}`);
}

/** zod/mini carries no words of its own: they would weigh more than it does. */
function words(issue: z.core.$ZodIssue): string {
  return issue.code === 'invalid_type' ? `missing, or no ${issue.expected}` : issue.message;
}

function json(event: string): unknown {
  try {
    return JSON.parse(event);
  } catch (error) {
    throw new EventError('not a CloudTrail event of an API call: body: expected JSON', { cause: error });
  }
}

function callerOf(identity: Identity): Caller {
  const issuer = identity.sessionContext?.sessionIssuer;
  const by = signedBy(identity);
  switch (identity.type) {
    case 'Root':
      return { kind: 'root', ...by };
    case 'IAMUser':
      return { ...userOf(identity, IDENTITY), ...by };
    // GetFederationToken: the session acts with the rights of the user, or of root, that started it.
    case 'FederatedUser':
      if (issuer?.type === 'Root') return { kind: 'root', ...by };
      return { ...userOf(issuer ?? {}, `${IDENTITY}.sessionContext.sessionIssuer`), ...by };
    case 'AssumedRole':
      return { kind: 'other', type: identity.type, ...(issuer?.arn && { role: issuer.arn }) };
    default:
      return { kind: 'other', type: identity.type };
  }
}

const attributes = z.object({ mfaAuthenticated: z.enum(['true', 'false']) });

/** By which key a call was signed, and whether its session was opened with MFA: a long-term key opens none. */
function signedBy({ accessKeyId, sessionContext }: Identity): Pick<UserCaller, 'accessKeyId' | 'mfa'> {
  const session = attributes.safeParse(sessionContext?.attributes);
  return {
    ...(accessKeyId && { accessKeyId }),
    ...(session.success && { mfa: session.data.mfaAuthenticated === 'true' }),
  };
}

function userOf(
  { principalId, arn, userName }: Pick<Identity, 'principalId' | 'arn' | 'userName'>,
  field: string,
): UserCaller {
  if (!principalId) throw new EventError(`not a CloudTrail event of an API call: ${field}.principalId: missing`);
  if (!arn) throw new EventError(`not a CloudTrail event of an API call: ${field}.arn: missing`);
  const name = userName ?? arn.split('/').at(-1);
  // Another name only a forged message has: IAM would refuse to look for it, and the call never be judged to the end.
  return { kind: 'user', id: principalId, arn, ...(name && isUserName(name) && { name }) };
}
