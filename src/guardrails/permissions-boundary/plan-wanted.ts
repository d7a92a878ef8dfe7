import { boundaryDocumentOf, type BoundaryContent } from '../../domain/boundary-document';
import type { OwnPolicies } from '../../domain/boundary-self-protection';
import type { PolicyDocument } from '../../domain/policy-document';
import type { Principal } from '../../domain/principal';
import type { Row } from '../../domain/run-summary';

/** A principal that is to be bounded, and by what. */
export interface Wanted {
  readonly principal: Principal;
  readonly document: PolicyDocument;
  /** The boundary that stands; absent where none does. */
  readonly boundaryArn?: string;
  /** ISO 8601. Absent: never used, as far as anybody knows. */
  readonly lastUsedAt?: string;
}

/** Reads off the rows of an audit who is to be bounded. */
export function wantedOf(rows: readonly Row[], style: BoundaryContent['style'], own: OwnPolicies): readonly Wanted[] {
  return rows.flatMap((row) => {
    const { kind, id, arn, name, decision, boundaryArn, lastUsedAt } = row;
    if (decision.kind !== 'bound' || kind === 'group') return [];
    return {
      principal: { kind, accountId: own.accountId, id, arn, name },
      document: boundaryDocumentOf(contentOf(row, style), own),
      ...(boundaryArn !== undefined && { boundaryArn }),
      ...(lastUsedAt !== undefined && { lastUsedAt }),
    };
  });
}

/**
 * What is granted and not to be allowed is denied: that is what is unused, but for what was granted lately, and what a
 * person has to open again.
 *
 * Who used nothing keeps some actions and no service, which no deny of services can say: in either style it is
 * an Allow. What resource policies grant to a role by name is let through beside all that.
 */
function contentOf(
  { decision, usedServices, unusedServices, keptByResourcePolicy = [] }: Row,
  style: BoundaryContent['style'],
): BoundaryContent {
  const { services = [], actions = [] } = decision;
  const kept = [...services, ...keptByResourcePolicy.map(({ service }) => service)];
  const unused = [...usedServices, ...unusedServices].filter((service) => !kept.includes(service));
  return style === 'denyUnused' && services.length > 0
    ? { style, unused, actions }
    : { style: 'allowUsed', services: kept, actions };
}
