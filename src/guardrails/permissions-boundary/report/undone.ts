import type { BoundarySet, TagsSet } from '../../../domain/change/change';
import type { User } from '../../../domain/identity/principal';
import { isOwnPolicy, type OwnPolicies } from '../../../domain/policy/own-policies';
import type { Again, Words } from '../../../release/releaser';
import { PERMISSIONS_BOUNDARY } from '../contract';
import { tagNames } from './tag-names';

const [BOUNDARIES_BACK, TAGS_BACK] = ['Boundaries taken back', 'Tags taken back'] as const;

/** Headlines of notices that somebody was released from this guardrail, the weightiest first. */
export const HEADLINES: readonly string[] = [BOUNDARIES_BACK, TAGS_BACK];

const AGAIN: Again = {
  one: 'The next change run may put a boundary on it again. To keep it free, exempt it',
  many: 'The next change run may put boundaries on them again. To keep a principal free, exempt it',
};

/** Words what it means for people that changes were taken back. */
export function undoneWords(takenBack: readonly (BoundarySet | TagsSet)[]): Words {
  const each = takenBack.map((change) => (change.kind === 'tags-set' ? ofTags(change) : ofBoundary(change)));
  const isUnbound = takenBack.some(({ kind }) => kind === 'boundary-set');
  return {
    ...(takenBack.length > 0 && { headline: isUnbound ? BOUNDARIES_BACK : TAGS_BACK }),
    takenAway: each.flatMap(({ takenAway }) => takenAway),
    givenBack: each.flatMap(({ givenBack }) => givenBack),
    remains: [],
    ...(isUnbound && { again: AGAIN }),
  };
}

/** That a user who is released from another guardrail is bounded, and how to be rid of that. */
export function boundaryStands({ boundaryArn }: User, own: OwnPolicies): string | undefined {
  if (boundaryArn === undefined || !isOwnPolicy(boundaryArn, own)) return undefined;
  return `a boundary of the audit stands: invoke again with "guardrail": "${PERMISSIONS_BOUNDARY}"`;
}

type Undone = Pick<Words, 'takenAway' | 'givenBack'>;

function ofBoundary({ policyArn, before }: BoundarySet): Undone {
  return {
    takenAway: [`permissions boundary ${policyArn}`],
    givenBack: [
      before === undefined
        ? 'whatever that boundary denied; no boundary stood before'
        : `permissions boundary ${before.policyArn}, which stood before`,
    ],
  };
}

/** A tag that had another value before gets that back; one that was new goes. */
function ofTags({ set, before }: TagsSet): Undone {
  const had = Object.keys(before);
  const added = Object.keys(set).filter((key) => !had.some((one) => one.toLowerCase() === key.toLowerCase()));
  return {
    takenAway: added.length === 0 ? [] : [`tags ${tagNames(added)}`],
    givenBack: had.length === 0 ? [] : [`tags ${tagNames(had)}, with the values they had before`],
  };
}
