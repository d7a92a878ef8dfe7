import { copiesIn } from '../../../src/aws/copies/copies';
import { batch, change, inventory, plan, summary } from '../../../src/guardrails/credential-cleanup/composition';
import { CREDENTIAL_CLEANUP } from '../../../src/guardrails/credential-cleanup/contract';
import { CLEANUP_KINDS } from '../../../src/guardrails/credential-cleanup/kinds';
import { cleanupReleaser } from '../../../src/guardrails/credential-cleanup/release/releaser';
import type { Rules } from '../../../src/guardrails/credential-cleanup/rules';
import { KeysAccount, ADMINS } from '../../audit/support/keys-account';
import { KeysDeployment } from '../../audit/support/keys-deployment';
import { mapped } from '../../audit/support/mapped';
import { OWN, sha256 } from '../boundaries';
import { somePolicies } from '../some-policies';
import { accountLedger } from '../account-ledger';
import type { CleanableAccount } from './account';

/** What a run says of somebody. */
export interface Said {
  readonly name: string;
  readonly things: readonly string[];
}

interface Summary {
  readonly principals: readonly {
    readonly name: string;
    readonly decision: { readonly announced?: readonly { readonly thing: string }[] };
  }[];
}

/** The guardrail over an account in memory: a run takes the steps of its functions, one after another. */
export class CleanupDeployment {
  private readonly rest = new KeysDeployment(new KeysAccount());
  private readonly ledger = accountLedger(CLEANUP_KINDS);
  private readonly policies = somePolicies();

  public constructor(
    private readonly account: CleanableAccount,
    private readonly rules: Rules,
  ) {}

  /** @returns what the summary says of each user and role */
  public async run(runId: string): Promise<readonly Said[]> {
    const { store } = this.rest;
    const ports = this.ports();
    const begun = { runId, purpose: 'change', startedAt: ports.now().toISOString() };
    const { manifestKey, prefix, principals } = await inventory(begun, ports);
    const BatchInput = { ...begun, prefix, callsPerSecond: 5 };
    const judged = await batch({ BatchInput, Items: await store.getJson(manifestKey) }, ports);
    const results = await mapped('results', [judged], { prefix }, store);
    const audited = { ...begun, prefix, principals, resultsManifest: inCapitals(results) };
    const { planKey, changesKey, changes } = await plan(audited, ports);
    const changed = changes === 0 ? [] : [await change({ BatchInput, Items: await store.getJson(changesKey) }, ports)];
    const made = changes === 0 ? undefined : await mapped('change-results', changed, { prefix }, store);
    await summary({ ...audited, planKey, changesManifest: made ? inCapitals(made) : null, attempt: 0 }, ports);
    const { principals: rows } = (await store.getJson(`${prefix}/summary.json`)) as Summary;
    return rows.map(({ name, decision }) => ({ name, things: (decision.announced ?? []).map(({ thing }) => thing) }));
  }

  /** Releases a user, as a person on call does. @throws Error where the releaser knows nobody of the name */
  public async release(name: string): Promise<void> {
    const { accountId, clock, now } = this.ports();
    const releaser = cleanupReleaser({
      ...{ accountId, clock, now, named: this.account.named, accessKeys: this.account.accessKeys },
      reader: { userNameOfId: () => Promise.resolve(name) },
      ...{ recorded: () => this.ledger, holds: () => this.rest.holds },
      ...{ own: OWN, sha256, policiesOf: () => this.policies },
      ...{ userPolicies: this.account.policiesOf('user'), rolePolicies: this.account.policiesOf('role') },
    });
    const principal = await this.account.named('user', name);
    if (principal === undefined) throw new Error(`nobody is called ${name}`);
    const found = await releaser.jobs(
      { kind: 'principal', guardrail: CREDENTIAL_CLEANUP, by: 'arn', value: principal.arn },
      () => [],
    );
    if (found.kind !== 'jobs') throw new Error(found.why);
    for (const { release } of found.jobs) await release();
  }

  private ports() {
    const { account, ledger, rest, rules } = this;
    rest.today = new Date(account.now);
    return {
      ...{ ...rest.ports(), rules, ledger, adminGroups: [ADMINS], accessKeys: () => account.accessKeys },
      pages: () => pages(account.page(rest.account.page())),
      lastUses: () => () => Promise.resolve(account.report()),
      ...{ sha256, quotas: () => this.policies.quotas(), rolesInUse: () => Promise.resolve([]) },
      unusedAccess: () => Promise.resolve({ analyzers: [], findings: [], unread: [] }),
      ...{ policies: () => this.policies, lastSeen: () => account.lastSeen },
      ...{ userPolicies: () => account.policiesOf('user'), rolePolicies: () => account.policiesOf('role') },
      mailBy: () => () => Promise.reject(new Error('no rule has owners mailed')),
      deletion: () => ({ ...account.deletion, copies: copiesIn(rest.store), token: () => 'a-token' }),
    };
  }
}

// oxlint-disable-next-line typescript/require-await -- pages come one after another
async function* pages<Page>(...all: readonly Page[]): AsyncGenerator<Page> {
  yield* all;
}

/** An address as Step Functions writes it. */
const inCapitals = ({ bucket, key }: { readonly bucket: string; readonly key: string }) => ({
  ...{ Bucket: bucket, Key: key },
});
