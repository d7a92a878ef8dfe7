import { documentSize } from '../../../../domain/policy/policy-document';
import { boundaryDocumentOf } from '../../../../domain/boundary/document';
import type { OwnPolicies } from '../../../../domain/policy/own-policies';
import type { PolicyDocument } from '../../../../domain/policy/policy-document';
import type { Principal } from '../../../../domain/identity/principal';
import type { Row } from '../../run-summary';
import type { Rules } from '../../rules';

/** A principal that is to be bounded, and by what. */
export interface Wanted {
  readonly principal: Principal;
  readonly document: PolicyDocument;
  /** The boundary that stands; absent where none does. */
  readonly boundaryArn?: string;
  /** ISO 8601. Absent: never used, as far as anybody knows. */
  readonly lastUsedAt?: string;
  /** The style it has, because that of the rules finds no room in a policy. Absent: that of the rules. */
  readonly style?: 'allowUsed';
}

/** What a boundary is made by, beside what its principal uses. */
export interface WantedBy extends Pick<Rules, 'style' | 'alwaysAllow'> {
  readonly own: OwnPolicies;
  /** Characters that a policy holds, as `GetAccountSummary` says. */
  readonly policySizeQuota: number;
}

/** Reads off the rows of an audit who is to be bounded. */
export function wantedOf(rows: readonly Row[], by: WantedBy): readonly Wanted[] {
  return rows.flatMap((row) => {
    const { kind, id, arn, name, decision, boundaryArn, lastUsedAt } = row;
    if (decision.kind !== 'bound' || kind === 'group') return [];
    return {
      principal: { kind, accountId: by.own.accountId, id, arn, name },
      ...meantFor(row, by),
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
 * an Allow. So it is where the names of all that is denied do not fit into a policy: a deny of all but what is used
 * (`NotAction`) names the same as an Allow of it, and is longer. What resource policies grant to a role by name is let
 * through beside all that.
 */
function meantFor(
  row: Row,
  { style, alwaysAllow, own, policySizeQuota }: WantedBy,
): Pick<Wanted, 'document' | 'style'> {
  const { decision, usedServices, unusedServices, unknownServices, keptByResourcePolicy = [] } = row;
  const { services: used = [], actions = [] } = decision;
  const services = [...used, ...keptByResourcePolicy.map(({ service }) => service)];
  const allowed = boundaryDocumentOf({ style: 'allowUsed', services, actions, alwaysAllow }, own);
  if (style === 'allowUsed' || used.length === 0) return { document: allowed };
  const unused = [...usedServices, ...unusedServices].filter((service) => !services.includes(service));
  const document = boundaryDocumentOf({ style, unused, actions, alwaysAllow }, own);
  if (documentSize(document) <= policySizeQuota) return { document };
  // What this version does not know is denied in neither form.
  const known = { style: 'allowUsed', services: [...services, ...unknownServices], actions, alwaysAllow } as const;
  return { document: boundaryDocumentOf(known, own), style: 'allowUsed' };
}
