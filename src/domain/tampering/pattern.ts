import { type TamperingGroup, type Watched, type WatchedCalls, watchedCallsOf } from './watched-calls';

/**
 * Whose calls nobody is told of: exact ARNs of users, and of roles, whose sessions these are; undefined where nobody has
 * named them: callers whose user agent is Terraform's.
 */
export type Deployers = readonly string[] | undefined;

/** What the provider of AWS calls itself in every request (its source, `aws-sdk-go-base`, "APN User-Agent"). */
const TERRAFORM = '*HashiCorp/1.0 Terraform/*';

/**
 * The pattern of EventBridge for successful calls that change parts of a group.
 *
 * `source` is pinned because `events:PutEvents` refuses sources that begin with `aws.`: no custom event can forge it.
 */
export function tamperingPattern(group: TamperingGroup, watched: Watched, deployers: Deployers): object {
  return {
    source: [{ prefix: 'aws.' }],
    'detail-type': ['AWS API Call via CloudTrail'],
    detail: {
      errorCode: [{ exists: false }],
      ...butThoseOf(deployers),
      $or: watchedCallsOf(watched)[group].map(alternativeOf),
    },
  };
}

const alternativeOf = ({ service, calls, at, names }: WatchedCalls) => ({
  eventSource: [`${service}.amazonaws.com`],
  eventName: calls,
  ...at.reduceRight<object>((inner, field) => ({ [field]: inner }), names),
});

function butThoseOf(deployers: Deployers) {
  if (deployers === undefined) return { userAgent: [{ 'anything-but': { wildcard: TERRAFORM } }, { exists: false }] };
  const users = deployers.filter((arn) => arn.includes(':user/'));
  const roles = deployers.filter((arn) => !users.includes(arn));
  if (deployers.length === 0) return {};
  return {
    userIdentity: {
      ...(users.length > 0 && { arn: butFor(users) }),
      ...(roles.length > 0 && { sessionContext: { sessionIssuer: { arn: butFor(roles) } } }),
    },
  };
}

/** A value that is not there is none of them, and `anything-but` alone matches no absence. */
const butFor = (arns: readonly string[]) => [{ 'anything-but': arns }, { exists: false }];
