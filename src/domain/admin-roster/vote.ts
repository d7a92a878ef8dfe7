import type { RosterCaller } from './call';
import type { CountedStay, Voters } from './roster';
import type { Stay, Stays } from './stays';

/** Whether a caller may make admins: `half` makes some who have no vote. */
export type Vote = 'whole' | 'half' | 'none';

/** Who counts as an admin, and who is in the groups, as far as the calls were followed. */
interface Known {
  readonly counted: Stays<CountedStay>;
  readonly inFact: Stays<Stay>;
}

/** The vote that a caller had in a second. @param at milliseconds */
export function voteOf(caller: RosterCaller, at: number, voters: Voters, { counted, inFact }: Known): Vote {
  switch (caller.kind) {
    case 'root':
      return 'whole';
    case 'role':
      return voters.isAdminRole(caller.arn) ? 'whole' : 'half';
    case 'user': {
      if (voters.exemptIds.includes(caller.id)) return 'whole';
      const counts = counted.at(at, caller.id).some(({ votes }) => votes);
      return counts && inFact.at(at, caller.id).length > 0 ? 'whole' : 'none';
    }
    case 'other':
      return 'none';
  }
}
