import { releasedLately } from '../../../audit/recorded/left-alone';
import type { Decision } from '../../../audit/recorded/row';
import type { SlotSet } from '../../../audit/recorded/slot-set';
import type { KnownCredentials } from '../../../domain/credentials/credential-report';
import type { Principal } from '../../../domain/identity/principal';
import { deleted, denied, DELETION_SLOT, keyDeleted, keyOff } from '../kinds';
import type { CleanableSubject } from '../subject';
import { isDueNow, type Circumstances, type Unused } from './announce';
import { goOnDeleting, leftBegun } from './begun';
import { conclude, left } from './conclude';
import { deletionNameOf, type Disabled } from './disabled';
import { unusedUser } from './undated';
import { activityOfRole, activityOfUser, unusedWhole } from './unused';
import { keysToDelete, unusedKeys, type ListedKey, type OffKey, type UnusedKey } from './unused-keys';

/**
 * Judges what of a user or role nobody uses.
 *
 * @param listed access keys of the user, as IAM lists them; none where none may be deactivated or deleted
 */
export function decide(
  subject: CleanableSubject,
  listed: readonly ListedKey[],
  circumstances: Circumstances,
): Decision<SlotSet> {
  const { rules, disabled } = circumstances;
  const released = releasedLately(subject, { ...circumstances, releasedDays: rules.releasedDays });
  if (released !== undefined) return released;
  const begun = disabled.get(subject.id)?.deletion;
  if (subject.quarantined) {
    const why = 'AWS found one of its access keys in public, and denies it';
    return begun === undefined
      ? left('quarantined', why)
      : left('deletion-begun', leftBegun(principalOf(subject), why));
  }
  if (begun !== undefined) return goOnDeleting(principalOf(subject), begun, { subject, rules });
  if (subject.credentials === undefined) return decideRole(subject, circumstances);
  return decideUser(subject, subject.credentials, listed, circumstances);
}

function decideRole(role: CleanableSubject, circumstances: Circumstances): Decision<SlotSet> {
  const { rules, now } = circumstances;
  const disabled = circumstances.disabled.get(role.id);
  const since = activityOfRole(role);
  const activity = { kind: 'role', since, createdAt: role.createdAt, disabled } as const;
  const whole = unusedWhole(role, activity, rules.roles, now);
  const changes = whole === undefined ? [] : ofWhole(whole, now, role, circumstances);
  const seenAt = rules.roles.report > 0 ? since : undefined;
  return conclude({ subject: role, whole, seenAt, disabled, keys: [], offKeys: [], changes }, circumstances);
}

function decideUser(
  user: CleanableSubject,
  known: KnownCredentials,
  listed: readonly ListedKey[],
  circumstances: Circumstances,
): Decision<SlotSet> {
  if (known.kind === 'newer') return left('too-young', 'it was created after the credential report was made');
  if (known.kind === 'unknown') return { ...left('evidence-unknown', known.why), unknown: true };
  const { rules } = circumstances;
  const { credentials } = known;
  const disabled = circumstances.disabled.get(user.id);
  // What happened since the report was made is in nobody's days without use.
  const asOf = new Date(known.asOf);
  const keys = unusedKeys(user, credentials, listed, rules.keys);
  const offKeys = keysToDelete(listed, disabled, rules.keys);
  const whole = unusedUser(user, known, disabled, rules.users);
  const isDue = (one: Unused) => isDueNow(one, asOf, user, circumstances);
  const changes = [
    ...keys.flatMap((key) => (isDue(key) ? off(key, user) : [])),
    ...offKeys.filter(isDue).map((key) => gone(key, user)),
    ...(whole === undefined ? [] : ofWhole(whole, asOf, user, circumstances)),
  ];
  const seenAt = rules.users.report > 0 ? activityOfUser(credentials, disabled) : undefined;
  return conclude({ subject: user, whole, seenAt, disabled, keys, offKeys, changes }, circumstances);
}

const off = ({ matched }: UnusedKey, user: CleanableSubject): readonly SlotSet[] =>
  matched?.kind === 'key' ? [keyOff(principalOf(user), matched.key.keyId)] : [];

const gone = ({ keyId, since }: OffKey, user: CleanableSubject): SlotSet => keyDeleted(principalOf(user), keyId, since);

/** What is done about a user or role as a whole, if that is due. */
function ofWhole(
  whole: Unused,
  asOf: Date,
  subject: CleanableSubject,
  circumstances: Circumstances,
): readonly SlotSet[] {
  if (!isDueNow(whole, asOf, subject, circumstances)) return [];
  const principal = principalOf(subject);
  if (whole.thing !== DELETION_SLOT) return [denied(principal, circumstances.denyArn)];
  const { deny }: Partial<Disabled> = circumstances.disabled.get(subject.id) ?? {};
  return deny === undefined ? [] : [deleted(principal, deletionNameOf(deny))];
}

/** Groups are not looked at. */
function principalOf({ credentials, accountId, id, arn, name }: CleanableSubject): Principal {
  return { kind: credentials === undefined ? 'role' : 'user', accountId, id, arn, name };
}
