import { aheadWork } from '../../../../src/guardrails/permissions-boundary/apply/ahead';
import { judge } from '../../../../src/guardrails/permissions-boundary/judge/judge';
import { rowOf } from '../../../../src/guardrails/permissions-boundary/report/row';
import type { BatchPorts } from '../../../../src/guardrails/permissions-boundary/ports';
import type { Rules } from '../../../../src/guardrails/permissions-boundary/rules';
import { wantedOf } from '../../../../src/guardrails/permissions-boundary/apply/draft/wanted';
import { contentNameOf } from '../../../../src/domain/policy/content-name';
import { ownPolicyArnOf } from '../../../../src/domain/policy/own-policies';
import { Pace } from '../../../../src/audit/pace/pace';
import { VirtualClock } from '../../../audit/support/virtual-clock';
import { aStore } from '../../../audit/support/memory-store';
import { OWN, ownArn, sha256 } from '../../../support/boundaries';
import { ACCOUNT, aSubject, NOW, someCircumstances, someRules, usual } from '../../../support/permissions-boundary';
import { someLeases } from '../../../support/some-leases';
import { somePolicies } from '../../../support/some-policies';

const PREFIX = `accounts/${ACCOUNT}/permissions-boundary/runs/run`;
const STARTED = NOW.toISOString();

interface Given {
  readonly principals?: number;
  readonly purpose?: 'change' | 'upkeep' | 'audit';
  readonly rules?: Partial<Rules>;
  /** Policies of the account. */
  readonly policies?: number;
  readonly subject?: Partial<Parameters<typeof aSubject>[0]>;
  readonly standing?: readonly { readonly arn: string; readonly text: string }[];
  readonly isAtDesk?: boolean;
  /** Whether somebody without a boundary is in the same batch. */
  readonly hasOther?: boolean;
}

/** What is made of one role that would be bounded, in an account of many. */
async function made(given: Given = {}) {
  const { principals = 200, purpose = 'change', policies: others = 10, standing = [], isAtDesk = false } = given;
  const rules = someRules({
    ...{ mode: 'enforce', limits: { changesPerRun: 1_000, maxChangePercent: 20 } },
    ...given.rules,
  });
  const policies = somePolicies({ policies: others, policiesQuota: 1_500 });
  const [lines, calls]: [object[], string[]] = [[], []];
  const clock = new VirtualClock();
  const store = aStore({
    [`${PREFIX}/run.json`]: { version: 1, runId: 'run', startedAt: STARTED, purpose, principals },
    [`${PREFIX}/policies.json`]: { version: 1, policies: standing, notPrincipal: [], unread: [] },
  });
  const ports = {
    ...{ accountId: ACCOUNT, rules, store, leases: someLeases(), sha256, clock, now: () => NOW },
    log: (line: object) => lines.push(line),
    pace: () => new Pace({ callsPerSecond: 20, clock, isThrottled: () => false }),
    ...(!isAtDesk && {
      ahead: () => {
        calls.push('ahead');
        return policies;
      },
    }),
    advisor: { generate: () => Promise.reject(new Error('nobody is asked')), read: () => Promise.reject(new Error()) },
    ...{ isDenied: () => false, isExpired: () => false, openIncidents: () => Promise.resolve(new Set<string>()) },
  } satisfies BatchPorts;
  const subject = aSubject(given.subject);
  const judgement = judge(subject, usual, someCircumstances({ rules, now: NOW }));
  const input = {
    runId: 'run',
    startedAt: STARTED,
    purpose,
    prefix: PREFIX,
    subjects: given.hasOther ? [subject, aSubject()] : [subject],
  };
  const make = await aheadWork(input, (_, call) => call(), ports);
  await make(judgement);
  const row = rowOf(judgement, { kind: 'nothing-to-do' }, rules, NOW);
  const wanted = wantedOf([row], { ...rules, own: OWN, policySizeQuota: 6_144 }).map(({ document }) =>
    ownPolicyArnOf(contentNameOf(document, OWN.namePrefix, sha256), OWN),
  );
  return { arns: Object.keys(policies.texts()), wanted, kept: [...store.objects.keys()], lines, calls };
}

describe('a batch of a run that may change everybody', () => {
  it('makes the boundary that the plan means, and keeps its text', async () => {
    const { arns, wanted, kept, lines } = await made();
    expect(wanted).toHaveLength(1);
    expect(arns).toEqual(wanted);
    expect(kept.filter((key) => key.includes('/policies/'))).toHaveLength(1);
    expect(lines).toEqual([]);
  });

  it.each<[string, Given]>([
    ['that observes', { rules: { mode: 'observe' } }],
    ['that only audits', { purpose: 'audit' }],
    ['that only gives back', { purpose: 'upkeep' }],
    ['that changes fewer than there are', { principals: 1_001 }],
    ['whose plan makes the policies in seconds', { principals: 99 }],
    ['at a desk', { isAtDesk: true }],
    ['whose account may have no room for all', { policies: 1_251 }],
    ['about somebody who has a boundary', { subject: { boundaryArn: ownArn('old') } }],
    [
      'about somebody who has one, beside one who has none',
      { subject: { boundaryArn: ownArn('old') }, hasOther: true },
    ],
  ])('makes none in a run %s', async (_, given) => {
    const { arns, kept } = await made(given);
    expect(arns).toEqual([]);
    expect(kept.filter((key) => key.includes('/policies/'))).toEqual([]);
  });

  it('makes one as long as there is room for a policy of everybody, and the reserve', async () => {
    expect((await made({ policies: 1_250 })).arns).toHaveLength(1);
    expect((await made({ principals: 1_000, policies: 450 })).arns).toHaveLength(1);
  });

  it('makes none that the inventory has found', async () => {
    const { wanted } = await made();
    const { arns } = await made({ standing: wanted.map((arn) => ({ arn, text: '{}' })) });
    expect(arns).toEqual([]);
  });
});
