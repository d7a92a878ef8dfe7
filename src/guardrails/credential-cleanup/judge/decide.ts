import { leave, releasedLately } from '../../../audit/recorded/left-alone';
import type { Decision } from '../../../audit/recorded/row';
import type { SlotSet } from '../../../audit/recorded/slot-set';
import type { AccessKey } from '../../../domain/credentials/access-key';
import type { KnownCredentials } from '../../../domain/credentials/credential-report';
import { keyOff } from '../kinds';
import type { CleanableSubject } from '../subject';
import { announcedOf, isDueNow, type Circumstances, type Unused } from './announce';
import type { CleanupLeaveReason } from './reasons';
import { unusedKeys, unusedRole, unusedUser, type UnusedKey } from './unused';

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
  const { rules, now } = circumstances;
  const released = releasedLately(subject, { ...circumstances, releasedDays: rules.releasedDays });
  if (released !== undefined) return released;
  if (subject.credentials === undefined) {
    return reported(unusedRole(subject, { days: rules.roles.report, asOf: now }), subject, circumstances);
  }
  if (subject.quarantined) return left('quarantined', 'AWS found one of its access keys in public, and denies it');
  return decideUser(subject, subject.credentials, listed, circumstances);
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
  const unused = [...unusedUser(credentials, { days: rules.users.report, asOf }), ...keys];
  const changes = keys.flatMap((key) => (isDueNow(key, asOf, user, circumstances) ? off(key, user) : []));
  if (changes.length === 0) return reported(unused, user, circumstances, untoldIn(keys));
  const announced = unused.map((one) => announcedOf(one, user, circumstances));
  return { kind: 'change', reason: 'unused', announced, changes };
}

function off({ matched }: UnusedKey, { accountId, id, arn, name }: CleanableSubject): readonly SlotSet[] {
  return matched?.kind === 'key' ? [keyOff({ kind: 'user', accountId, id, arn, name }, matched.key.keyId)] : [];
}

/** Why nobody can tell which key is meant; undefined where somebody can. */
const untoldIn = (keys: readonly UnusedKey[]) =>
  keys.flatMap(({ matched }) => (matched?.kind === 'untold' ? [matched] : []))[0];

/** What is not changed, or not yet: told of, with the day on which it is. */
function reported(
  unused: readonly Unused[],
  subject: CleanableSubject,
  circumstances: Circumstances,
  untold?: ReturnType<typeof untoldIn>,
): Decision<SlotSet> {
  const announced = unused.map((one) => announcedOf(one, subject, circumstances));
  if (untold !== undefined) return { ...left(untold.reason, untold.why), announced };
  if (announced.some(({ due }) => due !== undefined)) return { kind: 'countdown', reason: 'unused', announced };
  return announced.length > 0 ? { ...left('unused'), announced } : left('in-use');
}

const left = (reason: CleanupLeaveReason, why?: string) => leave(reason, why);
