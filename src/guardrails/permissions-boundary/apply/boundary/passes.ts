import type { DetailsFilter, DetailsPage } from '../../../../aws/iam/authorization-details';
import { SeenTexts } from '../../../../changes/policies/seen-texts';
import { AccountPasses, type ShownSlot } from '../../../../changes/recorded/passes';
import { isOwnPolicy, type OwnPolicies } from '../../../../domain/policy/own-policies';
import type { BoundarySet } from '../../../../domain/change/change';
import type { Clock } from '../../../../domain/clock';
import { BOUNDARY_KINDS, BOUNDARY_SLOT } from '../../kinds';

/** What a pass has to show. */
const SHOWN: readonly DetailsFilter[] = ['User', 'Role', 'LocalManagedPolicy'];

/** Fewer changes are looked at one by one: that takes fewer calls than the account has pages. */
const LEAST_CHANGES = 100;

/** What passes over the account say of a batch's boundaries. */
export interface BoundaryPasses {
  /** Whether a boundary that was put just now stands. False: nobody knows. */
  readonly shows: (change: BoundarySet) => Promise<boolean>;
  /** Text of a policy of the project, seen these seconds. @returns undefined where it was not */
  readonly textOf: (policyArn: string) => Promise<string | undefined>;
}

/** What they take. */
export interface BoundaryPassPorts {
  readonly pages: (only: readonly DetailsFilter[]) => AsyncIterable<DetailsPage>;
  readonly own: OwnPolicies;
  readonly clock: Clock;
  readonly gaveUp: (why: string) => void;
}

/** Looks at everybody's boundary, and at the texts of the project's policies. @returns undefined where it is not worth it */
export function boundaryPasses(changes: number, ports: BoundaryPassPorts): BoundaryPasses | undefined {
  if (changes < LEAST_CHANGES) return undefined;
  const { own, clock, gaveUp } = ports;
  const texts = new SeenTexts(clock, (arn) => isOwnPolicy(arn, own));
  const passes = new AccountPasses({ pages: () => texts.over(ports.pages(SHOWN)), slotsIn, clock, gaveUp });
  const { slot, to } = BOUNDARY_KINDS;
  return {
    shows: (change) => passes.shows(change.principal, slot(change), to(change)),
    async textOf(policyArn) {
      await passes.first();
      return texts.textOf(policyArn);
    },
  };
}

function slotsIn({ users, roles }: DetailsPage): readonly ShownSlot[] {
  return [...users, ...roles].map(({ id, arn, boundaryArn }) => ({ id, arn, slot: BOUNDARY_SLOT, state: boundaryArn }));
}
