import { dayOf } from '../../src/domain/run/countdown';
import { TRACKED_DAYS, type UsedOn } from '../../src/domain/run/usage';
import { countsOf, type Row, type RunSummary } from '../../src/guardrails/permissions-boundary/run-summary';

const ACCOUNT = '111122223333';
const STARTED_AT = '2026-06-01T03:00:00.000Z';
const TEAMS = ['billing', 'checkout', 'data', 'delivery', 'identity', 'machine-learning', 'media', 'search', 'support'];
const WORKS = ['api', 'batch', 'build', 'deploy', 'export', 'import', 'reports', 'worker'];

/** A draw that every run of the bench repeats (a linear congruential generator). */
function draws(): () => number {
  let state = 7;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

/** What an audit in observe mode finds of so many users and roles that may each use these services, and use some of them. */
export function summaryOf(principals: number, granted: readonly string[]): RunSummary {
  const draw = draws();
  const rows = Array.from({ length: principals }, (_, index) => rowOf(index, granted, draw));
  return {
    ...{ version: 1, guardrail: 'permissions-boundary', accountId: ACCOUNT, runId: 'weekly', purpose: 'audit' },
    ...{ startedAt: STARTED_AT, rules: { style: 'allowUsed', alwaysAllow: [] }, principals: rows },
    counts: countsOf(rows, STARTED_AT),
    plan: { mode: 'observe', scope: 'everything', altered: [], collected: [], notPrincipal: [] },
  };
}

function rowOf(index: number, granted: readonly string[], draw: () => number): Row {
  const name = `${TEAMS[index % TEAMS.length] ?? ''}-${WORKS[index % WORKS.length] ?? ''}-${index}`;
  const share = draw() ** 2;
  const used = granted.filter(() => draw() < share);
  const unused = granted.filter((service) => !used.includes(service));
  const isExempt = index % 17 === 0;
  return {
    ...{ kind: index % 5 === 0 ? 'user' : 'role', name, members: 0, unknownServices: [], tags: { kind: 'unchanged' } },
    ...{ id: `AROA${String(index).padStart(17, '0')}`, arn: `arn:aws:iam::${ACCOUNT}:role/${name}` },
    ...{ granted: granted.length, used: used.length, unused: unused.length },
    ...{ usedServices: used, unusedServices: unused },
    neverUsedServices: unused.filter((_, at) => at % 3 > 0),
    usedOn: usedOn([...used, ...unused.filter((_, at) => at % 3 === 0)], draw),
    neverUsed: unused.filter((_, at) => at % 3 > 0).length,
    coveragePercent: Math.round((used.length / granted.length) * 100),
    lastUsedAt: `2026-05-${String((index % 28) + 1).padStart(2, '0')}T03:00:00.000Z`,
    ...{ boundary: { kind: 'withheld' }, wouldChange: `boundary of ${used.length} services` },
    decision: isExempt
      ? { kind: 'leave', reason: 'exempt', why: 'breaks glass' }
      : { kind: 'bound', reason: used.length === 0 ? 'used-nothing' : 'used-some', services: used, actions: [] },
  };
}

/** Any day of the tracking period. */
function usedOn(services: readonly string[], draw: () => number): UsedOn {
  const days: Record<string, string[]> = {};
  for (const service of services) {
    const day = new Date(Date.parse(STARTED_AT) - Math.floor(draw() * TRACKED_DAYS) * 86_400_000);
    (days[dayOf(day.toISOString())] ??= []).push(service);
  }
  return days;
}

export const PLACE = {
  ...{ region: 'us-east-1', releaseFunction: 'iam-guardrails-release', runbook: 'docs/runbook.md' },
  own: {
    ...{ partition: 'aws', accountId: ACCOUNT, path: '/iam-guardrails/' },
    ...{ namePrefix: 'iam-guardrails-boundary-', denyPolicyName: 'DenyIAMAccess' },
  },
};
