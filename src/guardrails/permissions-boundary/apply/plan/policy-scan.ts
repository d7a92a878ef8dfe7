import type { DetailsPage } from '../../../../aws/iam/authorization-details';
import { OwnPolicyTexts } from '../../../../audit/inventory/own-policy-texts';
import type { OwnPolicies } from '../../../../domain/policy/own-policies';
import { saidOfOthers } from '../../../../domain/policy/not-principal';
import type { ResourceGrant } from '../../../../domain/policy/resource-grants';
import { grantsOf } from './keeping';
import type { ScannedPolicies } from './plan-object';

/** Reads off the pages of an inventory, on their way, what a plan of boundaries has to know of the account. */
export class PolicyScan {
  private readonly policies: OwnPolicyTexts;
  private readonly grants = new Map<string, readonly ResourceGrant[]>();
  private readonly trusts = { denies: new Set<string>(), 'does-not': new Set<string>(), unreadable: new Set<string>() };

  public constructor(private readonly own: OwnPolicies) {
    this.policies = new OwnPolicyTexts(own);
  }

  /** Hands the pages on as they come. */
  public async *over(pages: AsyncIterable<DetailsPage>): AsyncGenerator<DetailsPage> {
    for await (const page of this.policies.over(pages)) {
      for (const { arn, trust } of page.roles) {
        this.trusts[saidOfOthers(trust)].add(arn);
        this.grants.set(arn, grantsOf(trust, { arn, service: 'sts', accountId: this.own.accountId }) ?? []);
      }
      yield page;
    }
  }

  /** What was found, once the last page was read. */
  public found(): ScannedPolicies {
    const grants = [...this.grants.values()].flat();
    return {
      ...this.policies.found(),
      notPrincipal: [...this.trusts.denies].sort(),
      unread: [...this.trusts.unreadable].sort(),
      ...(grants.length > 0 && { grants }),
    };
  }
}
