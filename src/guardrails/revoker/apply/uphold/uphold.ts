import type { PolicyEntity } from '../../../../aws/iam/policy-entities';
import { settledStays } from '../../../../domain/admin-roster/roster';
import type { WatchedRoster } from '../../../../domain/admin-roster/watched';
import { accountOf, type Rules } from '../../rules';
import type { DeniedAgain } from '../deny-again';
import { freeGroups } from './free-groups';
import { inlineDenies } from './inline-denies';
import { keepDenied } from './keep-denied';
import type { UpholdPorts } from './ports';
import { releaseAdmins, type Freed } from './release-admins';
import { turnOut, type Intruder } from './turn-out';

/** What was found otherwise than it should be, and mended. */
export interface Upheld {
  /** Groups from which a policy of the guard was taken: it denied all their members. */
  readonly groups: readonly PolicyEntity[];
  /** Admins who were released: somebody had put a policy of the guard on them, or history has explained them since. */
  readonly admins: readonly Freed[];
  /** Users taken out of an admin group, into which somebody had put them who may not. */
  readonly intruders: readonly Intruder[];
  /** Users who had lost the deny of their incident. */
  readonly deniedAgain: readonly DeniedAgain[];
  /** What went wrong. */
  readonly failures: readonly unknown[];
}

/**
 * Upholds what was decided: no admin is denied, and every user who was denied stays so.
 *
 * What the calls that are judged show is not enough: events get lost, and a user who may attach policies can turn the
 * guard's own against the admins.
 *
 * @param plantedOn name of a user on whom a call has just put a policy of the guard
 */
export async function uphold(
  roster: WatchedRoster,
  now: Date,
  ports: UpholdPorts,
  plantedOn?: string,
): Promise<Upheld> {
  const { rules, entitiesOf, incidents } = ports;
  if (rules.mode !== 'enforce') return { groups: [], admins: [], intruders: [], deniedAgain: [], failures: [] };
  const policies = [rules.denyPolicyArn, rules.boundaryPolicyArn];
  const attached = await Promise.all(
    policies.map(async (policyArn) => ({ policyArn, entities: await entitiesOf(policyArn) })),
  );
  const open = await incidents.allOpen(accountOf(rules));
  const admins = adminsIn(roster, rules);
  const counting = new Set(roster.counted.flatMap(({ userId, until }) => (until === undefined ? [userId] : [])));
  const failures: unknown[] = [];
  // What keeps one of them from being mended must not keep the others.
  const each = async <T>(step: Promise<readonly T[]>): Promise<readonly T[]> =>
    step.catch((error: unknown) => {
      failures.push(error);
      return [];
    });
  const inline = await each(inlineDenies(admins, ports));
  const denied = { admins, open, plantedOn, entities: [...attached.flatMap(({ entities }) => entities), ...inline] };
  return {
    groups: await each(freeGroups(attached, ports)),
    admins: await each(releaseAdmins(roster, denied, ports)),
    intruders: await each(turnOut(roster, now, ports)),
    deniedAgain: await each(
      keepDenied(
        // Who may turn out an admin is neither released nor denied anew: an admin may have freed her.
        open.filter(({ principalId }) => !admins.has(principalId) && !counting.has(principalId)),
        holdersOf(attached, rules),
        now,
        ports,
      ),
    ),
    failures,
  };
}

/** Unique ids of the users that have the deny policy. */
const holdersOf = (
  attached: readonly { readonly policyArn: string; readonly entities: readonly PolicyEntity[] }[],
  { denyPolicyArn }: Rules,
): ReadonlySet<string> =>
  new Set(
    attached
      .filter(({ policyArn }) => policyArn === denyPolicyArn)
      .flatMap(({ entities }) => entities.flatMap(({ kind, id }) => (kind === 'user' ? [id] : []))),
  );

/** Unique ids of the users of whom it is sure that they count as admins now, or who are exempt. */
function adminsIn({ counted, asOf }: WatchedRoster, { exempt }: Rules): ReadonlySet<string> {
  const now = settledStays(counted, asOf).flatMap(({ userId, until }) => (until === undefined ? [userId] : []));
  return new Set([...now, ...exempt.map(({ id }) => id)]);
}
