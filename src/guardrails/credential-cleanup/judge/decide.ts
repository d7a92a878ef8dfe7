import { releasedLately } from '../../../audit/recorded/left-alone';
import type { Decision } from '../../../audit/recorded/row';
import type { SlotSet } from '../../../audit/recorded/slot-set';
import type { AccessKey } from '../../../domain/credentials/access-key';
import type { KnownCredentials } from '../../../domain/credentials/credential-report';
import { activityOf } from '../../../domain/credentials/user-credentials';
import type { Principal } from '../../../domain/identity/principal';
import { denied, keyOff } from '../kinds';
import type { CleanableSubject } from '../subject';
import { isDueNow, type Circumstances, type Unused } from './announce';
import { conclude, left } from './conclude';
import { activityOfRole, unusedKeys, unusedRole, unusedUser, type UnusedKey } from './unused';

/**
 * Judges what of a user or role nobody uses.
 *
 * @param listed access keys of the user, as IAM lists them; none where none may be deactivated
 */
export function decide(
  subject: CleanableSubject,
  listed: readonly AccessKey[],
  circumstances: Circumstances,
): Decision<SlotSet> {
  const { rules } = circumstances;
  const released = releasedLately(subject, { ...circumstances, releasedDays: rules.releasedDays });
  if (released !== undefined) return released;
  if (subject.credentials === undefined) return decideRole(subject, circumstances);
  if (subject.quarantined) return left('quarantined', 'AWS found one of its access keys in public, and denies it');
  return decideUser(subject, subject.credentials, listed, circumstances);
}

function decideRole(role: CleanableSubject, circumstances: Circumstances): Decision<SlotSet> {
  const { rules, now } = circumstances;
  const whole = unusedRole(role, rules.roles, now);
  const changes = whole === undefined ? [] : denies(whole, now, role, circumstances);
  const seenAt = rules.roles.report > 0 ? activityOfRole(role) : undefined;
  return conclude({ subject: role, whole, seenAt, keys: [], changes }, circumstances);
}

function decideUser(
  user: CleanableSubject,
  known: KnownCredentials,
  listed: readonly AccessKey[],
  circumstances: Circumstances,
): Decision<SlotSet> {
  if (known.kind === 'newer') return left('too-young', 'it was created after the credential report was made');
  if (known.kind === 'unknown') return { ...left('evidence-unknown', known.why), unknown: true };
  const { rules } = circumstances;
  const { credentials } = known;
  // What happened since the report was made is in nobody's days without use.
  const asOf = new Date(known.asOf);
  const keys = unusedKeys(user, credentials, listed, rules.keys);
  const whole = unusedUser(user, credentials, rules.users, asOf);
  const changes = [
    ...keys.flatMap((key) => (isDueNow(key, asOf, user, circumstances) ? off(key, user) : [])),
    ...(whole === undefined ? [] : denies(whole, asOf, user, circumstances)),
  ];
  const seenAt = rules.users.report > 0 ? activityOf(credentials) : undefined;
  return conclude({ subject: user, whole, seenAt, keys, changes }, circumstances);
}

const off = ({ matched }: UnusedKey, user: CleanableSubject): readonly SlotSet[] =>
  matched?.kind === 'key' ? [keyOff(principalOf(user), matched.key.keyId)] : [];

const denies = (whole: Unused, asOf: Date, subject: CleanableSubject, circumstances: Circumstances) =>
  isDueNow(whole, asOf, subject, circumstances) ? [denied(principalOf(subject), circumstances.denyArn)] : [];

/** Groups are not looked at. */
function principalOf({ credentials, accountId, id, arn, name }: CleanableSubject): Principal {
  return { kind: credentials === undefined ? 'role' : 'user', accountId, id, arn, name };
}
