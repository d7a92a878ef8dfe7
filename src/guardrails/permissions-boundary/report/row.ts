import { GONE, type Outcome, type TagsSet } from '../../../domain/change/change';
import type { Row, RowTags } from '../run-summary';
import { judgedAt } from '../../../domain/run/evidence';
import type { BoundedSubject } from '../bounded-subject';
import { later, usageOf, type Usage } from '../../../domain/run/usage';
import { believed } from '../../../domain/run/believed';
import { isKeptUp } from '../judge/decide';
import type { Judgement } from '../judge/judge';
import type { Rules } from '../rules';
import type { MeantTags } from './tags';
import { wouldChange } from './words';

/** What is counted where there is nothing to count by. */
const UNCOUNTED = { granted: null, used: null, unused: null, neverUsed: null, coveragePercent: null };

/** Words a judgement and what came of it as a row of the run's summary. */
export function rowOf(judgement: Judgement, outcome: Outcome<TagsSet>, rules: Rules, now: Date): Row {
  const { subject, decision, tags } = judgement;
  const usage = usageBelieved(judgement, rules, now);
  const lastUsedAt = later(usage?.lastUsedAt, subject.lastUsedAt);
  return {
    ...identityOf(subject),
    ...(!isKeptUp(subject, decision, rules) && { notKeptUp: true }),
    ...numbersOf(usage),
    ...(lastUsedAt !== undefined && { lastUsedAt }),
    ...(usage && { evidenceAt: evidenceAtOf(judgement, now) }),
    decision,
    tags: tagsOf(tags, outcome),
    wouldChange: wouldChange(decision),
  };
}

/** ISO 8601; start of the run that asked for the report. */
function evidenceAtOf({ evidence }: Judgement, now: Date): string {
  return (evidence?.kind === 'report' ? evidence.fetchedAt : undefined) ?? now.toISOString();
}

/** Row of a principal whose batch failed, so that nobody is missing from the summary. */
export function missing(subject: BoundedSubject): Row {
  const why = 'its batch failed';
  return {
    ...identityOf(subject),
    ...numbersOf(undefined),
    ...(subject.lastUsedAt !== undefined && { lastUsedAt: subject.lastUsedAt }),
    decision: { kind: 'leave', reason: 'evidence-failed', why },
    tags: { kind: 'left', why },
    wouldChange: '',
  };
}

/** What the report of a principal comes to; undefined where there is none that can be believed. */
function usageBelieved({ subject, evidence }: Judgement, rules: Rules, now: Date): Usage | undefined {
  if (evidence === undefined) return undefined;
  const at = judgedAt(evidence, now);
  const report = believed(subject, evidence, at);
  return report.kind === 'leave' ? undefined : usageOf(report.services, at, rules.unusedAfterDays);
}

function identityOf({ kind, id, arn, name, members, boundaryArn, boundaryTaken, administersIam }: BoundedSubject) {
  return {
    ...{ kind, id, arn, name, members },
    ...(boundaryArn !== undefined && { boundaryArn }),
    ...(boundaryTaken !== undefined && { boundaryTaken }),
    ...(administersIam === true && { administersIam }),
  };
}

function numbersOf(usage: Usage | undefined) {
  const { granted = [], used = [], unused = [], neverUsed = [], unknown = [], usedOn = {} } = usage ?? {};
  return {
    ...(usage === undefined
      ? UNCOUNTED
      : {
          granted: granted.length,
          used: used.length,
          unused: unused.length,
          neverUsed: neverUsed.length,
          coveragePercent: usage.coveragePercent ?? null,
        }),
    usedServices: used,
    unusedServices: unused,
    neverUsedServices: neverUsed,
    unknownServices: unknown,
    ...(Object.keys(usedOn).length > 0 && { usedOn }),
  };
}

function tagsOf(plan: MeantTags, outcome: Outcome<TagsSet>): RowTags {
  const why = plan.why === undefined ? {} : { why: plan.why };
  if (plan.kind === 'left') return { kind: 'left', ...why };
  switch (outcome.kind) {
    case 'nothing-to-do':
      return { kind: 'unchanged', ...why };
    case 'withheld':
      return { kind: 'left', why: 'observe mode' };
    case 'failed':
      return { kind: outcome.why === GONE ? 'left' : 'failed', why: outcome.why };
    case 'done': {
      const { set, removed, before } = whole(outcome.changes);
      return { kind: 'written', ...why, set, removed, before };
    }
  }
}

function whole(changes: readonly TagsSet[]): Pick<TagsSet, 'set' | 'removed' | 'before'> {
  const joined = (of: 'set' | 'before') => Object.fromEntries(changes.flatMap((change) => Object.entries(change[of])));
  return { set: joined('set'), removed: changes.flatMap(({ removed }) => removed), before: joined('before') };
}
