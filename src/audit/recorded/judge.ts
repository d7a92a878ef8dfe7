import type { Paced } from '../../aws/iam/paced';
import type { Subject } from '../../domain/identity/subject';
import type { RecordedChange } from '../../domain/recorded-change/kinds';
import { EVIDENCE_FAILED } from '../../domain/run/reasons';
import type { Gather } from '../batch/batch';
import { batchTimeMs } from '../batch/spread';
import { runLease } from '../lease/run-lease';
import { batchInputOf, type BatchInput } from '../payloads/batch';
import type { AuditRules } from '../rules';
import { subject as form, type SubjectForm } from '../payloads/subjects';
import { batchStep, type BatchAnswer, type Prepared } from '../steps/batch';
import { type ErrorKinds, gatherEach, type Looked } from './gather-each';
import { payloadScope, type RecordedGuardrail, type RecordedPorts } from './guardrail';
import { leftAlone, type Leave } from './left-alone';
import { rowLine } from './log';
import type { Decision, RecordedRow } from './row';
import { countsOf, type RecordedCounts } from './summary-form';

/** What judging takes. */
export interface BatchPorts<R extends AuditRules = AuditRules> extends RecordedPorts<R>, ErrorKinds {
  /** Why another guardrail wants a principal left as it is, by unique id. */
  readonly leftElsewhere: () => Promise<ReadonlyMap<string, string>>;
}

/** How the principals of one batch are judged. */
export interface BatchJudging<C extends RecordedChange, S extends Subject, Evidence> {
  readonly gather: Gather<S, Evidence>;
  /** Pure. */
  readonly decide: (subject: S, evidence: Evidence) => Decision<C>;
  /**
   * What is done about a principal of which nothing else is looked at, such as giving back what stands.
   *
   * @default - it is left as it is
   */
  readonly instead?: (subject: S, left: Leave) => Decision<C> | undefined;
}

/** How a guardrail judges. */
export interface Judging<C extends RecordedChange, S extends Subject, Evidence> extends RecordedGuardrail<C> {
  /** How its principals are read. */
  readonly form: SubjectForm<S>;
  /** Called once the batch is known to be one of this run. */
  readonly prepare: (input: BatchInput<S>) => Promise<BatchJudging<C, S, Evidence>>;
}

/** Looks at each principal of a batch and judges it. Nothing is changed: a later step does. */
export function recordedBatch<C extends RecordedChange, S extends Subject, Evidence>(
  event: unknown,
  { form, prepare, ...of }: Judging<C, S, Evidence>,
  ports: BatchPorts,
): Promise<BatchAnswer<RecordedCounts>> {
  const { accountId, store, log } = ports;
  const { callsPerSecond, ...run } = batchInputOf(event, payloadScope(of, ports), form);
  const logged = { ...run, guardrail: of.guardrail, account: accountId };
  return batchStep(run, {
    ...{ store, form, lease: runLease(of.guardrail, ports) },
    prepare: async (): Promise<Prepared<S, Evidence, Judged<C, S>, RecordedRow<C>, RecordedRow<C>, RecordedCounts>> => {
      const around = { guardrail: of.guardrail, leftElsewhere: await ports.leftElsewhere() };
      const { gather, decide, instead } = await prepare({ ...run, callsPerSecond });
      const leaves = (subject: S) => {
        const left = leftAlone(subject, around);
        return left && (instead?.(subject, left) ?? left);
      };
      return {
        ...{ countsOf, gather },
        work: {
          skip: (subject) => leaves(subject) !== undefined,
          judge: (subject, evidence) => ({
            subject,
            decision: leaves(subject) ?? decided(subject, evidence, (seen) => decide(subject, seen)),
          }),
          act: ({ subject, decision }) => Promise.resolve(rowOf(subject, decision)),
          failed: ({ subject }, why) => rowOf(subject, { kind: 'leave', reason: EVIDENCE_FAILED, why }),
          rowOf: (_judged, row) => row,
          say: (_judged, row) => {
            log(rowLine(logged, row, of.words.change));
          },
        },
      };
    },
  });
}

/** How a guardrail judges that looks at each principal by itself. */
export interface Looking<C extends RecordedChange, Seen> {
  /** @param paced when each call may be made */
  readonly look: (paced: Paced) => (subject: Subject) => Promise<Seen>;
  /** @param now start of the run */
  readonly decide: (subject: Subject, seen: Seen, now: Date) => Decision<C>;
}

/** Judges by a look at each principal. */
export function byLooking<C extends RecordedChange, Seen>(
  { look, decide }: Looking<C, Seen>,
  ports: Pick<BatchPorts, 'pace' | keyof ErrorKinds>,
): Pick<Judging<C, Subject, Looked<Seen>>, 'form' | 'prepare'> {
  return {
    form,
    prepare: ({ callsPerSecond, startedAt }) =>
      Promise.resolve({
        gather: gatherEach(look(ports.pace(callsPerSecond, batchTimeMs(0)).run), ports),
        decide: (subject, looked) => {
          if (looked.kind === 'failed') return { kind: 'leave', reason: EVIDENCE_FAILED, why: looked.why };
          return decide(subject, looked.evidence, new Date(startedAt));
        },
      }),
  };
}

interface Judged<C extends RecordedChange, S extends Subject> {
  readonly subject: S;
  readonly decision: Decision<C>;
}

/** @throws Error for a principal without evidence, not even a failure */
function decided<C extends RecordedChange, Evidence>(
  { arn }: Subject,
  evidence: Evidence | undefined,
  decide: (evidence: Evidence) => Decision<C>,
): Decision<C> {
  if (evidence === undefined) throw new Error(`nothing was gathered of ${arn}`);
  return decide(evidence);
}

function rowOf<C extends RecordedChange>({ kind, id, arn, name }: Subject, decision: Decision<C>): RecordedRow<C> {
  const { reason, why, needsAgain = [], grantedSince = [], announced = [], analysis = [], owner, unknown } = decision;
  return {
    ...{ kind, id, arn, name },
    decision: {
      ...{ kind: decision.kind, reason, ...(why !== undefined && { why }) },
      ...(needsAgain.length > 0 && { needsAgain }),
      ...(grantedSince.length > 0 && { grantedSince }),
      ...(announced.length > 0 && { announced }),
      ...(owner !== undefined && { owner }),
      ...(analysis.length > 0 && { analysis }),
      ...(unknown && { unknown }),
    },
    changes: decision.kind === 'change' ? decision.changes : [],
  };
}
