import type { DetailsPage } from '../../../../aws/iam/authorization-details';
import { OwnPolicyTexts } from '../../../../audit/inventory/own-policy-texts';
import { isOwnPolicy, type OwnPolicies } from '../../../../domain/policy/own-policies';
import { saidOfOthers } from '../../../../domain/policy/not-principal';
import type { ResourceGrant } from '../../../../domain/policy/resource-grants';
import { grantsOf } from './keeping';
import type { ScannedPolicies } from './plan-object';

/** Reads off the pages of an inventory, on their way, what a plan of boundaries has to know of the account. */
export class PolicyScan {
  private readonly policies: OwnPolicyTexts;
  private readonly others = new Map<string, string>();
  private readonly boundaries = new Set<string>();
  private readonly grants = new Map<string, readonly ResourceGrant[]>();
  private readonly trusts = { denies: new Set<string>(), 'does-not': new Set<string>(), unreadable: new Set<string>() };

  public constructor(private readonly own: OwnPolicies) {
    this.policies = new OwnPolicyTexts(own);
  }

  /** Hands the pages on as they come. */
  public async *over(pages: AsyncIterable<DetailsPage>): AsyncGenerator<DetailsPage> {
    for await (const page of this.policies.over(pages)) {
      // Which of them bound somebody is known once the last page is read.
      for (const { arn, text } of page.policies) if (!isOwnPolicy(arn, this.own)) this.others.set(arn, text);
      for (const { boundaryArn } of [...page.users, ...page.roles]) {
        if (boundaryArn !== undefined) this.boundaries.add(boundaryArn);
      }
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
    const foreign = [...this.boundaries].sort().flatMap((arn) => {
      const text = this.others.get(arn);
      return text === undefined ? [] : [{ arn, text }];
    });
    return {
      ...this.policies.found(),
      notPrincipal: [...this.trusts.denies].sort(),
      unread: [...this.trusts.unreadable].sort(),
      ...(grants.length > 0 && { grants }),
      ...(foreign.length > 0 && { foreign }),
    };
  }
}
