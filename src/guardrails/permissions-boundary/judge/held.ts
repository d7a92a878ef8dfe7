import type { Membership } from '../../../audit/inventory/memberships';
import type { Incident } from '../../../domain/ledger/incident';
import { adminGroupIn, type PinnedGroup } from './admins';

/** Why a principal gets no boundary whatever is planned for it: whoever looks into an incident must find what it left. */
export function heldByIncident(latest: Pick<Incident, 'closedAt'> | undefined): string | undefined {
  return latest !== undefined && latest.closedAt === undefined
    ? 'the revoker has an open incident about it'
    : undefined;
}

/** The same of a user: whoever repairs what a boundary breaks must not get one, however old the plan that names it. */
export function heldByMembership(
  memberships: readonly Membership[],
  adminGroups: readonly PinnedGroup[],
): string | undefined {
  const admins = adminGroupIn(memberships, adminGroups);
  return admins && `it has become a member of the admin group ${admins.name}`;
}
