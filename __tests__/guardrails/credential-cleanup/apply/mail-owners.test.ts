import { countsOf } from '../../../../src/audit/recorded/summary-form';
import { mailOwners } from '../../../../src/guardrails/credential-cleanup/apply/mail-owners';
import type { SummaryPorts } from '../../../../src/guardrails/credential-cleanup/ports';
import { announcedOf, dueOn, STARTED_AT } from '../../../support/some-owned';
import { sha256 } from '../../../support/boundaries';
import { someRules } from '../../../support/some-cleanup';

const OWNERS = ['ada@example.com', 'bob@example.com', 'cleo@example.com', 'eve@example.org'];
const principals = OWNERS.map((owner, index) => announcedOf(`u${index}`, owner, dueOn('2026-06-02')));
const SUMMARY = {
  ...({ version: 1, guardrail: 'credential-cleanup', accountId: '111122223333', runId: 'one' } as const),
  ...({ purpose: 'change', startedAt: STARTED_AT, rules: {}, mode: 'enforce' } as const),
  ...{ counts: countsOf(principals), principals },
};
const RUN = { runId: 'one', attempt: 0 };
const ownerMails = { from: 'guard@example.com', domains: ['example.com'] };

/** Mails with a ledger of its own, in which each entry is claimed once. */
class Mailing {
  public readonly mailed: string[] = [];
  public readonly lines: object[] = [];
  private readonly claimed = new Map<string, number>();
  private time = Date.parse(STARTED_AT);

  /** @param why a mail to somebody is not sent @param lasts milliseconds that one takes */
  public constructor(
    private readonly why: (to: string) => string | undefined = () => undefined,
    private readonly lasts = 0,
  ) {}

  public async mail(summary: Partial<typeof SUMMARY> = {}, attempt = 0) {
    const facts = await mailOwners({ ...SUMMARY, ...summary }, { ...RUN, attempt }, this.ports());
    return Object.fromEntries(facts.map(({ label, value }) => [label, value]));
  }

  private ports(): SummaryPorts {
    const ledger = {
      claim: ({ entryId }: { readonly entryId: string }, { attempt }: { readonly attempt: number }) => {
        const isFree = !this.claimed.has(entryId);
        if (isFree) this.claimed.set(entryId, attempt);
        return Promise.resolve(isFree);
      },
      giveUp: ({ entryId }: { readonly entryId: string }) => Promise.resolve(void this.claimed.delete(entryId)),
      markTold: () => Promise.resolve(),
    };
    return {
      ...{ rules: someRules({ ownerMails }), sha256, region: 'us-east-1', releaseFunction: 'release' },
      now: () => new Date(this.time),
      telling: { ledger },
      log: (line: object) => void this.lines.push(line),
      mailBy: () => (_: unknown, to: string) => {
        this.time += this.lasts;
        const why = this.why(to);
        if (why === undefined) this.mailed.push(to);
        return Promise.resolve(why);
      },
    } as unknown as SummaryPorts;
  }
}

describe('mailing owners', () => {
  it('tells the digest and the log how many were mailed, and who was left out', async () => {
    const mailing = new Mailing();
    expect(await mailing.mail()).toEqual({
      ...{ 'Owners mailed': '3', 'Owners left out': '1 owner is outside the allowed domains' },
    });
    expect(mailing.mailed).toEqual(OWNERS.slice(0, 3));
    expect(mailing.lines).toEqual([
      {
        ...{ msgtype: 'owner-mails', guardrail: 'credential-cleanup', account: '111122223333', runId: 'one' },
        ...{ mailed: 3, failed: 0, why: undefined, outside: 1, unaddressed: 0, crowded: 0 },
      },
    ]);
  });

  it('mails nobody in a run that may change nothing', async () => {
    const mailing = new Mailing();
    const observing = { mode: 'observe' } as unknown as Partial<typeof SUMMARY>;
    expect([await mailing.mail(observing), mailing.mailed]).toEqual([{}, []]);
  });

  it('goes on where one mail is not sent, and tries that one again with the next attempt', async () => {
    let isUp = false;
    const mailing = new Mailing((to) => (to.startsWith('ada') && !isUp ? 'MessageRejected: no' : undefined));
    expect(await mailing.mail()).toMatchObject({
      ...{ 'Owners mailed': '2', 'Owners not mailed': '1 (MessageRejected: no)' },
    });
    isUp = true;
    expect(await mailing.mail({}, 1)).toMatchObject({ 'Owners mailed': '3' });
    expect(mailing.mailed).toEqual(['bob@example.com', 'cleo@example.com', 'ada@example.com']);
  });

  it('leaves time for the digest', async () => {
    const slow = new Mailing(undefined, 119_999);
    expect(await slow.mail()).toMatchObject({
      ...{ 'Owners mailed': '2', 'Owners not mailed': '1 (the run had no time left)' },
    });
    expect(slow.mailed).toHaveLength(2);
  });
});
