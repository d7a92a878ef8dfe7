import { counted } from '../../../domain/notice/lists';
import { arnsIn, type ServicesDenied } from '../kinds';
import type { DeniableUser } from '../subject';
import type { DenyLeaveReason } from './reasons';

/** Why a change is left whose new policies find no place. */
export interface NoRoom {
  readonly reason: Extract<DenyLeaveReason, 'attachment-quota' | 'bridge-altered'>;
  readonly why: string;
}

/** Why the new policies find no place, not even by way of a group while the old ones are detached. */
export function noRoomFor(
  { from, to }: ServicesDenied,
  { slots, noBridge, inTheWay }: DeniableUser,
): NoRoom | undefined {
  const [old, next] = [arnsIn(from), arnsIn(to)];
  const canHave = `beside those of others it can have ${slots}`;
  if (next.length > slots) {
    const many = counted(next.length, 'policy', 'policies');
    return { reason: 'attachment-quota', why: `it would have ${many} of this project, and ${canHave}` };
  }
  const together = new Set([...old, ...next]).size;
  if (to === undefined || together <= slots || noBridge === undefined) return undefined;
  if (noBridge === 'altered') return { reason: 'bridge-altered', why: inTheWay ?? '' };
  const why = `it would have ${together} policies of this project while they are exchanged, and ${canHave}; a group that bridges the exchange cannot be made, for ${obstacle(noBridge, inTheWay)}`;
  return { reason: 'attachment-quota', why };
}

function obstacle(noBridge: NonNullable<DeniableUser['noBridge']>, inTheWay = 'another group'): string {
  if (noBridge === 'user-groups') return 'the user is in as many groups as it may be in';
  return noBridge === 'account-groups' ? 'the account has as many groups as it may have' : `${inTheWay} has its name`;
}

/** Denying every service takes two policies. */
const MOST_POLICIES = 2;

/** Whether the exchange may take a group: for any policies that it may end in, the part of it that gives back among them. */
export function mayBridge(to: string | undefined, { denies, slots, bridge, inTheWay }: DeniableUser): boolean {
  if (bridge !== undefined) return true;
  // What is there is nobody's bridge, and has to be left as it is.
  if (inTheWay !== undefined) return false;
  const most = Math.max(MOST_POLICIES, arnsIn(to).length);
  return to !== undefined && denies.length > 0 && denies.length + most > slots;
}
