import type { AccessKeys } from '../../../aws/iam/access-keys';
import type { LastSeen } from '../../../aws/iam/last-seen';
import type { PrincipalReader } from '../../../aws/iam/deletion/reader';
import type { RecordedLedger } from '../../../aws/ledger/recorded';
import type { SlotSet } from '../../../audit/recorded/slot-set';
import { deletionSteps } from '../../../domain/deletion/deletion-steps';
import type { PrincipalState } from '../../../domain/deletion/principal-state';
import { exemptionOf } from '../../../domain/exemption/exemption';
import { protectionOf } from '../../../domain/identity/protected';
import { isOwnPolicy } from '../../../domain/policy/own-policies';
import { isOpen } from '../../../domain/recorded-change/entry';
import { CREDENTIAL_CLEANUP } from '../contract';
import { disabledIn, type Disabled } from '../judge/disabled';
import { isIdle } from '../judge/idle';
import { isQuarantined } from '../judge/quarantine';
import { undatedInWords } from '../judge/undated';
import { isSeenAfter } from '../judge/unused';
import { isKeyDeletion, keyIdOf } from '../kinds';
import { ownDenies, type Rules } from '../rules';
import { lastOfUser } from './used-since';

/** What is asked directly before something is deleted. */
interface DeletableBy {
  readonly keys: Pick<AccessKeys, 'of' | 'lastUsedAt'>;
  readonly seen: LastSeen;
  readonly read: PrincipalReader;
  readonly ledger: Pick<RecordedLedger<SlotSet>, 'historyOf'>;
  readonly rules: Rules;
  /** The date. */
  readonly now: () => Date;
}

/**
 * Looks at a user or role as IAM has it at this moment, directly before it or one of its access keys is deleted: whatever
 * would keep the guardrail from disabling it keeps it from that, too. That somebody needs a role is known by the run's own
 * inventory; that there is an incident, or an admin, by what is asked before any change.
 *
 * @returns why it is left; undefined where nothing speaks against it
 */
export function stillDeletable(by: DeletableBy) {
  return async (change: SlotSet): Promise<string | undefined> => {
    const { principal } = change;
    const present = await by.read(principal.kind, principal.name);
    // Who has the name, if anybody has, is looked at by whoever deletes.
    if (present?.id !== principal.id) return undefined;
    const history = await by.ledger.historyOf(principal.accountId, principal.id);
    const disabled = disabledIn(history.filter(isOpen)).get(principal.id);
    const kept = keptBy(present, by);
    if (kept !== undefined) return kept;
    return isKeyDeletion(change) ? usedKey(keyIdOf(change.slot), disabled, by) : usedWhole(present, disabled, by);
  };
}

/** What the settings and AWS say of it now. */
function keptBy(present: PrincipalState, { rules, now }: DeletableBy): string | undefined {
  const { kind, attached, tags } = present;
  const groups = present.kind === 'user' ? present.groups.map(({ name }) => name) : [];
  const exempt = exemptionOf({ ...present, tags, groups }, rules.exemptions, now().toISOString().slice(0, 10));
  if (exempt?.from.includes(CREDENTIAL_CLEANUP)) return `it is exempt: ${exempt.reason}`;
  const protection = protectionOf({ ...present, ...(present.kind === 'role' && { trust: present.trust }) }, rules);
  if (protection !== undefined) return `it is protected: ${protection}`;
  return kind === 'user' && isQuarantined(attached.map(({ arn }) => arn))
    ? 'AWS found one of its access keys in public, and denies it'
    : undefined;
}

async function usedKey(keyId: string, disabled: Disabled | undefined, by: DeletableBy): Promise<string | undefined> {
  const offAt = disabled?.keys.get(keyId);
  if (offAt === undefined) return `the ledger does not say that access key ${keyId} was deactivated by this guardrail`;
  return usedInWords(`access key ${keyId}`, await by.keys.lastUsedAt(keyId), {
    ...{ since: offAt, days: by.rules.keys.delete, now: by.now() },
  });
}

async function usedWhole(
  present: PrincipalState,
  disabled: Disabled | undefined,
  by: DeletableBy,
): Promise<string | undefined> {
  const { kind } = present;
  const { rules, now } = by;
  if (disabled?.deny === undefined)
    return `the ledger does not say that the ${kind} was denied everything by this guardrail`;
  if (!isDenied(present, disabled, by)) return `somebody took the deny of everything away from the ${kind}`;
  const days = kind === 'user' ? rules.users.delete : rules.roles.delete;
  const at = kind === 'user' ? await lastOfUser(present.name, by) : await by.seen.roleUse(present.name);
  const used = usedInWords(`the ${kind}`, at, { since: disabled.deny.at, days, now: now() });
  if (used !== undefined || kind === 'role') return used;
  // Whoever tries with one of these leaves no trace in IAM.
  return undatedInWords(await by.seen.undated(present.name));
}

/** A deletion that was begun takes the deny last: nothing else is left then. */
const isDenied = (present: PrincipalState, { deletion }: Disabled, { rules }: DeletableBy): boolean =>
  present.attached.some(({ arn }) => isOwnPolicy(arn, ownDenies(rules, present.accountId))) ||
  (deletion !== undefined && deletionSteps(present, present).length === 1);

function usedInWords(
  what: string,
  at: string | undefined,
  { since, days, now }: { readonly since: string; readonly days: number; readonly now: Date },
): string | undefined {
  if (at === undefined) return undefined;
  if (isSeenAfter(at, since))
    return `${what} was used at ${at}, after it was disabled: decide whether it is needed, and release it`;
  return isIdle(at, days, now) ? undefined : `${what} was used at ${at}`;
}
