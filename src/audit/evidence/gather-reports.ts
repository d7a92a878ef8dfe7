import type { Subject } from '../../domain/identity/subject';
import type { Evidence } from '../../domain/run/evidence';
import type { Gather } from '../batch/batch';
import { gatherEvidence, type EvidenceSources } from './evidence';
import type { EarlierEvidence } from './evidence-shards';
import { historyOf, joined, withGrants } from './grant-history';
import type { FetchedReport } from './stored-evidence';

/** How a guardrail reads the reports of Access Advisor. */
export interface ReportWork<S extends Subject> extends EvidenceSources {
  /** The date. */
  readonly now: () => Date;
  /** Reads what earlier runs kept, by the unique id of the principal. */
  readonly known: (subjects: readonly S[]) => Promise<ReadonlyMap<string, EarlierEvidence>>;
  /** Whether evidence can be counted, so that it may serve later runs; what cannot is asked for every time. */
  readonly believes: (subject: S, evidence: Evidence) => boolean;
  /**
   * The guardrails' own denies that stand on a principal, in words of their own: kept with its report, so that a later run
   * can judge it in their light.
   *
   * @default none
   */
  readonly denies?: (subject: S) => readonly string[];
}

/**
 * Gathers the reports of Access Advisor. It asks only about principals that have no earlier report which still holds.
 *
 * @param startedAt ISO 8601, start of the run
 */
export function reportsOf<S extends Subject>(startedAt: string, work: ReportWork<S>): Gather<S, Evidence> {
  return async (subjects, found) => {
    const known = await work.known(subjects);
    const reused = subjects.flatMap((subject) => {
      const evidence = reusable(known.get(subject.id));
      return evidence !== undefined && work.believes(subject, evidence) ? [{ subject, evidence }] : [];
    });
    const reusedIds = new Set(reused.map(({ subject }) => subject.id));
    const asked = subjects.filter(({ id }) => !reusedIds.has(id));
    const fetched = new Map<string, FetchedReport>();
    const askedAt = new Map<string, string>();
    const generate = (arn: string) => {
      askedAt.set(arn, work.now().toISOString());
      return work.advisor.generate(arn);
    };
    await Promise.all([
      ...reused.map(({ subject, evidence }) => found(subject, evidence)),
      gatherEvidence(asked, { ...work, advisor: { ...work.advisor, generate } }, (subject, evidence) => {
        const { id, arn, basis } = subject;
        if (evidence.kind !== 'report' || !work.believes(subject, evidence)) return found(subject, evidence);
        const denies = work.denies?.(subject) ?? [];
        const report = { fetchedAt: startedAt, services: evidence.services, ...(denies.length > 0 && { denies }) };
        const [before, now] = [known.get(id)?.known.history, historyOf(report, askedAt.get(arn))];
        const services = withGrants(report.services, before === undefined ? now : joined(before, now));
        if (basis) {
          const { fingerprint, grants, shard } = basis;
          fetched.set(id, {
            id,
            shard,
            askedAt: askedAt.get(arn),
            fingerprint,
            ...(grants !== undefined && { grants }),
            ...report,
          });
        }
        return found(subject, { ...evidence, services, ...(denies.length > 0 && { denies }) });
      }),
    ]);
    return subjects.flatMap(({ id }) => fetched.get(id) ?? []);
  };
}

function reusable(earlier: EarlierEvidence | undefined): Evidence | undefined {
  if (earlier === undefined || earlier.standing === 'outdated') return undefined;
  const { report, history } = earlier.known;
  const { fetchedAt, services, denies } = report;
  return {
    ...{ kind: 'report', services: withGrants(services, history), fetchedAt },
    ...(earlier.standing === 'shared' && { asOf: fetchedAt }),
    ...(denies && { denies }),
  };
}
