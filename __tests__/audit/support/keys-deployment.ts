import type { AuditRules } from '../../../src/audit/rules';
import { recordedReleaser } from '../../../src/audit/recorded/releaser';
import { Pace } from '../../../src/audit/pace/pace';
import type { Report } from '../../../src/report/page/report';
import type { Notice } from '../../../src/domain/notice/notice';
import { mailOf, type Mail } from '../../../src/notify/render/text';
import type { Purpose } from '../../../src/domain/run/purpose';
import type { Found, ReleaseOutcome } from '../../../src/release/releaser';
import type { ReleaseRequest } from '../../../src/release/parse';
import { accountLedger, someHolds } from '../../support/account-ledger';
import { someLeases } from '../../support/some-leases';
import { sha256 } from '../../../src/aws/sha256';
import { GIVING_KEYS, KEY_KINDS, keyOfSlot } from './idle-keys';
import { ADMINS, type KeysAccount } from './keys-account';
import { KeysRun } from './keys-run';
import { aStore } from './memory-store';
import { ACCOUNT } from './subjects';
import type { Over } from './terminating';
import { usesBy } from './uses-by';
import { VirtualClock } from './virtual-clock';

export const keyRules = (overrides: Partial<AuditRules> = {}): AuditRules => ({
  ...{ mode: 'enforce', exemptions: [], adminGroups: [ADMINS], runbook: 'docs/runbook.md', protectedArns: [] },
  ...{ ownRoles: { path: '/iam-guardrails/', names: [] }, controlAccountIds: [] },
  limits: { changesPerRun: 50, maxChangePercent: 100 },
  audit: { concurrency: 2, iamCallsPerSecond: 10, toleratedFailurePercentage: 20 },
  ...overrides,
});

/** An account with the guardrail deployed, and what its runs remember. */
export class KeysDeployment {
  public readonly store = aStore();
  public readonly ledger = accountLedger(KEY_KINDS);
  public readonly holds = someHolds();
  public readonly leases = someLeases();
  public readonly notices: Mail[] = [];
  public readonly lines: object[] = [];
  /** Unique ids of users with an open incident. */
  public readonly incidents = new Set<string>();
  /** Reads the incidents that the page about a run shows. */
  public pagesBeside: () => Promise<readonly Report[]> = () => Promise.resolve([]);
  /** On so many days reports announce what is deactivated. Absent: they announce nothing. */
  public warnDays: number | undefined;
  public today = new Date('2026-06-01T03:00:00Z');
  private readonly clock = new VirtualClock();
  private readonly told = new Set<string>();

  public constructor(
    public readonly account: KeysAccount,
    public rules = keyRules(),
  ) {}

  /** A run that begins now. */
  public run(runId: string, purpose: Purpose = 'change'): KeysRun {
    return new KeysRun(this, { runId, purpose, startedAt: this.today.toISOString() });
  }

  public days(days: number): void {
    this.today = new Date(this.today.getTime() + days * 86_400_000);
  }

  public minutes(minutes: number): void {
    this.days(minutes / 1_440);
  }

  public readonly find = (request: ReleaseRequest, over: Over = (ports) => ports): Promise<Found> => {
    const { account, clock, holds, ledger } = this;
    return recordedReleaser(GIVING_KEYS, over(account.hands), {
      ...{ accountId: ACCOUNT, clock, now: () => this.today, named: account.named },
      reader: { userNameOfId: account.nameOfId },
      ...{ recorded: () => over(ledger), holds: () => over(holds) },
    }).jobs(request, () => []);
  };

  /** @throws Error for a run that nobody knows */
  public readonly release = async (request: ReleaseRequest): Promise<readonly ReleaseOutcome[]> => {
    const found = await this.find(request);
    if (found.kind !== 'jobs') throw new Error(found.why);
    const outcomes: ReleaseOutcome[] = [];
    for (const { release } of found.jobs) outcomes.push(await release());
    return outcomes;
  };

  /** How far each change came, by key. */
  public entries(): Readonly<Record<string, readonly string[]>> {
    const byKey: Record<string, string[]> = {};
    for (const { change, state } of this.ledger.all()) (byKey[keyOfSlot(change.slot)] ??= []).push(state);
    return byKey;
  }

  public ports(over: Over = (ports) => ports) {
    const { store, rules, clock, account, ledger, holds, incidents } = this;
    const looks = over({
      heldElsewhere: (id: string) => Promise.resolve(incidents.has(id) ? 'incident' : undefined),
      groupsOfUser: account.groupsOf,
      heldSince: (id: string) => holds.heldSince(ACCOUNT, id),
    });
    return {
      ...{
        accountId: ACCOUNT,
        rules,
        clock,
        adminGroups: rules.adminGroups,
        prefix: 'guardrails',
        region: 'us-east-1',
      },
      ...{
        now: () => this.today,
        ...{ isDenied: () => false, isPassing: () => false },
        isExpired: () => false,
        releaseFunction: 'guardrails-release',
        sha256,
        beside: { what: 'Other things', pages: () => this.pagesBeside() },
      },
      ...{ store: over(store), leases: this.leases, ledger: over(ledger), hands: over(account.hands) },
      log: (line: object) => void this.lines.push(line),
      pace: (callsPerSecond: number) => new Pace({ callsPerSecond, clock, isThrottled: () => false }),
      pages: () => onePage(account.page()),
      lastUses: () => () => Promise.resolve(usesBy([])),
      readObject: () => Promise.reject(new Error('no exemptions lie in the bucket')),
      leftElsewhere: () => Promise.resolve(new Map([...incidents].map((id) => [id, 'incident'] as const))),
      ...{ holds: () => holds.allOf(ACCOUNT), ...looks },
      telling: {
        ledger: {
          claim: ({ principalId, entryId }: { principalId: string; entryId: string }) =>
            Promise.resolve(!this.told.has(`${principalId} ${entryId}`)),
          giveUp: () => Promise.resolve(),
          markTold: ({ principalId, entryId }: { principalId: string; entryId: string }) =>
            Promise.resolve(void this.told.add(`${principalId} ${entryId}`)),
        },
        alert: (notice: Notice) => Promise.resolve(void this.notices.push(mailOf(notice))),
      },
    };
  }
}

// oxlint-disable-next-line typescript/require-await -- pages come one after another
async function* onePage<Page>(page: Page): AsyncGenerator<Page> {
  yield page;
}
