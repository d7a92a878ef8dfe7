import { few } from '../../../domain/notice/lists';
import { isUndecided } from '../../../domain/run/reasons';
import type { FindingVerdict } from '../../../domain/security-hub/finding';
import type { Row } from '../run-summary';
import { boundaryIn } from './words';

/** What Security Hub is told of a principal: services that it may use and does not, for as long as no boundary takes them. */
export function boundaryVerdict(row: Row): FindingVerdict {
  const { kind, id, arn, name, decision, wouldChange, boundary, unusedServices } = row;
  if (isUndecided(decision.reason)) return { kind: 'undecided', id };
  const isSettled = boundary?.kind === 'done' || boundary?.kind === 'stands';
  if (decision.kind !== 'bound' || isSettled) return { kind: 'none' };
  const unused = unusedServices.length === 0 ? '' : ` Granted and not used: ${few(unusedServices)}.`;
  const state = boundary === undefined ? '' : ` Its boundary: ${boundaryIn(boundary)}.`;
  return {
    kind: 'found',
    finding: {
      principal: { kind, id, arn },
      title: `Permissions beyond use: ${kind} ${name}`,
      description: `This ${kind} may do more than it does. Meant is a ${wouldChange}.${unused}${state}`,
    },
  };
}
