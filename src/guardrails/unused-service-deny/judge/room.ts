import { counted } from '../../../domain/notice/lists';
import { arnsIn, type ServicesDenied } from '../kinds';
import type { DeniableUser } from '../subject';

/** Why the new policies find no place, not even by way of a group while the old ones are detached. */
export function noRoomFor({ from, to }: ServicesDenied, { slots, noBridge }: DeniableUser): string | undefined {
  const [old, next] = [arnsIn(from), arnsIn(to)];
  const canHave = `beside those of others it can have ${slots}`;
  if (next.length > slots) {
    return `it would have ${counted(next.length, 'policy', 'policies')} of this project, and ${canHave}`;
  }
  const together = new Set([...old, ...next]).size;
  if (to === undefined || together <= slots || noBridge === undefined) return undefined;
  const full = noBridge === 'user-groups' ? 'the user is in as many groups' : 'the account has as many groups';
  return `it would have ${together} policies of this project while they are exchanged, and ${canHave}; a group that bridges the exchange cannot be made, for ${full} as it may ${noBridge === 'user-groups' ? 'be in' : 'have'}`;
}

/** So many policies deny every service there is. */
const MOST_POLICIES = 2;

/** Whether the exchange may take a group: for any policies that it may end in, the part of it that gives back among them. */
export function mayBridge(to: string | undefined, { denies, slots, bridge }: DeniableUser): boolean {
  if (bridge !== undefined) return true;
  const most = Math.max(MOST_POLICIES, arnsIn(to).length);
  return to !== undefined && denies.length > 0 && denies.length + most > slots;
}
