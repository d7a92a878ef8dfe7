import type { IncidentLedger } from '../../../aws/ledger/incidents';
import { isSameChange, type Change } from '../../../domain/change/change';
import { stepOf, type DenyState, type Incident, type Joined, type Times } from '../../../domain/ledger/incident';
import type { User } from '../../../domain/identity/principal';

/**
 * Records what was done to a user: a new incident, or more of the one that is open.
 *
 * Called after the deny: whether or not the ledger answers, the user is denied (THREATS T9).
 */
export async function joinIncident(
  user: User,
  found: DenyState,
  changes: readonly Change[],
  times: Times & Pick<Incident, 'called'>,
  ledger: IncidentLedger,
): Promise<Joined> {
  const step = stepOf(await ledger.latest(user.accountId, user.id), found, times);
  if (step.kind === 'open') return open(user, step.number, changes, times, ledger);
  if (step.kind !== 'none') {
    const added = changes.filter((change) => !step.incident.changes.some((known) => isSameChange(known, change)));
    if (added.length > 0) await ledger.addChanges(step.incident, added);
  }
  return step;
}

async function open(
  user: User,
  number: number,
  changes: readonly Change[],
  { now, madeAt, called }: Times & Pick<Incident, 'called'>,
  ledger: IncidentLedger,
): Promise<Joined> {
  const incident = {
    accountId: user.accountId,
    principalId: user.id,
    principalArn: user.arn,
    number,
    openedAt: now,
    madeAt,
    ...(called !== undefined && { called }),
    changes,
  };
  if (await ledger.open(incident)) return { kind: 'opened', incident };
  // Another copy of the event was faster; it may still die before it tells.
  return { kind: 'join', incident };
}
