import type { IamReader } from '../../../aws/iam/reader';
import type { Group, User } from '../../../domain/identity/principal';
import { saysTheSame } from '../../../domain/policy/policy-document';
import type { StandingDeny } from '../judge/standing-deny';
import type { Rules } from '../rules';
import type { Readings } from './readings';

/** Stands for a text that could not be read; no policy is this text. */
const UNREAD = 'unread';

/** A user, and what IAM shows of it. */
export interface ReadUser {
  readonly user: User;
  readonly groups: readonly Group[];
  readonly attached: readonly string[];
  /** Text of the inline policy of the guard's name. */
  readonly inline: string | undefined;
}

/** Reads a user by its name, with what a verdict needs. */
export async function readNamed(
  name: string,
  rules: Rules,
  iam: IamReader,
  readings: Readings,
): Promise<ReadUser | undefined> {
  const [user, groups, attached, inline] = await Promise.all([
    iam.user(name),
    iam.groupsOfUser(name),
    readings.or([], 'the attached policies', iam.attachedPolicies(name)),
    readings.or(UNREAD, 'the inline policy', iam.inlinePolicy(name, rules.inlinePolicyName)),
  ]);
  return user && { user, groups, attached, inline };
}

/** Reads the text of the deny. @returns undefined where it is gone */
export const readDeny = (rules: Rules, iam: IamReader, readings: Readings): Promise<string | undefined> =>
  readings.or(UNREAD, 'the deny policy', iam.policyText(rules.denyPolicyArn));

/** What stands against a user. */
export async function standingDeny(
  reading: ReadUser | undefined,
  denyText: string | undefined,
  rules: Rules,
  iam: IamReader,
  readings: Readings,
): Promise<StandingDeny> {
  const bounded = reading?.user.boundaryArn === rules.boundaryPolicyArn;
  const boundaryText = bounded
    ? await readings.or(undefined, 'the boundary', iam.policyText(rules.boundaryPolicyArn))
    : undefined;
  return {
    attached: reading?.attached.includes(rules.denyPolicyArn) ?? false,
    policy: policyOf(denyText, rules),
    inline: inlineOf(reading?.inline, rules),
    boundary: boundaryText !== undefined && saysTheSame(boundaryText, rules.boundaryDocument),
    isUnread: readings.failed.length > 0,
  };
}

function policyOf(text: string | undefined, { denyDocument }: Rules): StandingDeny['policy'] {
  if (text === undefined) return 'missing';
  if (text === UNREAD) return text;
  return saysTheSame(text, denyDocument) ? 'intact' : 'altered';
}

function inlineOf(text: string | undefined, { inlineDocument }: Rules): StandingDeny['inline'] {
  if (text === undefined) return 'absent';
  if (text === UNREAD) return text;
  return saysTheSame(text, inlineDocument) ? 'intact' : { altered: text };
}
