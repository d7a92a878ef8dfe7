import type { DetailsPage } from '../../aws/iam/authorization-details';
import type { CredentialReport } from '../../aws/iam/credential-report';
import type { Paced } from '../../aws/iam/paced';
import type { PinnedGroup } from '../../domain/identity/admin-groups';
import type { Subject } from '../../domain/identity/subject';
import type { RecordedChange } from '../../domain/recorded-change/kinds';
import { EVIDENCE_FAILED } from '../../domain/run/reasons';
import { batchTimeMs } from '../batch/spread';
import { inventoryOf } from '../inventory/inventory';
import { batchInputOf, type BatchInput } from '../payloads/batch';
import { inventoryInputOf } from '../payloads/run';
import type { AuditRules } from '../rules';
import { subject as form } from '../payloads/subjects';
import { exemptionsObject, type ReadObject } from '../run/exemptions-object';
import { batchStep, type BatchAnswer, type Prepared } from '../steps/batch';
import { inventoryStep, type InventoryAnswer } from '../steps/inventory';
import { type ErrorKinds, gatherEach, type Looked } from './gather-each';
import { payloadScope, type RecordedGuardrail, type RecordedPorts } from './guardrail';
import { leftAlone, protectingFacts } from './left-alone';
import { rowLine, runLine } from './log';
import type { Decision, RecordedRow } from './row';
import { countsOf, type RecordedCounts } from './summary-form';

/** What listing takes. */
export interface InventoryPorts extends RecordedPorts {
  readonly pages: (paced: Paced) => AsyncIterable<DetailsPage>;
  readonly lastUses: (paced: Paced) => CredentialReport;
  readonly readObject: ReadObject;
  readonly adminGroups: readonly PinnedGroup[];
}

/** Lists the principals that a run looks at. @param looksAt whether it looks at one */
export function recordedInventory(
  event: unknown,
  { guardrail, looksAt }: { readonly guardrail: string; readonly looksAt: (one: Subject) => boolean },
  ports: InventoryPorts,
): Promise<InventoryAnswer> {
  const { accountId, rules, store, adminGroups, log } = ports;
  const run = inventoryInputOf(event, { now: ports.now() });
  const logged = { ...run, guardrail, account: accountId };
  return inventoryStep(run, {
    ...{ accountId, guardrail, store, spread: rules.audit },
    exemptions: async () => [
      ...rules.exemptions,
      ...(await exemptionsObject(rules.exemptionsObject, ports.readObject)),
    ],
    list: async (exemptions) => {
      const { run: paced } = ports.pace(rules.audit.iamCallsPerSecond);
      const by = { rules, adminGroups, exemptions, today: run.startedAt.slice(0, 10) };
      const found = await inventoryOf(ports.pages(paced), {
        ...{ lastUses: ports.lastUses(paced), actions: [] },
        unread: (why) => {
          log(runLine('unread-policy', logged, { why }));
        },
        factsOf: (one, groups) => protectingFacts(one, groups, by),
      });
      return { subjects: found.filter(looksAt), account: found.map(({ id }) => id) };
    },
    begins: (principals) => {
      log(runLine('start', logged, { ...rules, principals }));
    },
  });
}

/** What judging takes. */
export interface BatchPorts<R extends AuditRules = AuditRules> extends RecordedPorts<R>, ErrorKinds {
  /** Why another guardrail wants a principal left as it is, by unique id. */
  readonly leftElsewhere: () => Promise<ReadonlyMap<string, string>>;
}

/** How such a guardrail judges. */
export interface Judging<C extends RecordedChange, Evidence> extends RecordedGuardrail<C> {
  /** Looks at how a principal is used. @param paced when each call may be made */
  readonly look: (paced: Paced) => (subject: Subject) => Promise<Evidence>;
  /** @param now start of the run */
  readonly decide: (subject: Subject, evidence: Evidence, now: Date) => Decision<C>;
}

/** Looks at each principal of a batch and judges it. Nothing is changed: a later step does. */
export function recordedBatch<C extends RecordedChange, Evidence>(
  event: unknown,
  { look, decide, ...of }: Judging<C, Evidence>,
  ports: BatchPorts,
): Promise<BatchAnswer<RecordedCounts>> {
  const { accountId, store, log } = ports;
  const { callsPerSecond, ...input }: BatchInput = batchInputOf(event, payloadScope(of, ports), form);
  const now = new Date(input.startedAt);
  const logged = { ...input, guardrail: of.guardrail, account: accountId };
  return batchStep(input, {
    ...{ store, form },
    prepare: async (): Promise<
      Prepared<Subject, Looked<Evidence>, Judged<C>, RecordedRow<C>, RecordedRow<C>, RecordedCounts>
    > => {
      const around = { guardrail: of.guardrail, leftElsewhere: await ports.leftElsewhere() };
      return {
        countsOf,
        gather: gatherEach(look(ports.pace(callsPerSecond, batchTimeMs(0)).run), ports),
        work: {
          skip: (subject) => leftAlone(subject, around) !== undefined,
          judge: (subject, evidence) => ({
            subject,
            decision: leftAlone(subject, around) ?? decided(subject, evidence, (seen) => decide(subject, seen, now)),
          }),
          act: ({ subject, decision }) => Promise.resolve(rowOf(subject, decision)),
          failed: ({ subject }, why) => rowOf(subject, { kind: 'leave', reason: EVIDENCE_FAILED, why }),
          rowOf: (_, row) => row,
          say: (_, row) => {
            log(rowLine(logged, row, of.words.change));
          },
        },
      };
    },
  });
}

interface Judged<C extends RecordedChange> {
  readonly subject: Subject;
  readonly decision: Decision<C>;
}

/** @throws Error for a principal without evidence, not even a failure */
function decided<C extends RecordedChange, Evidence>(
  { arn }: Subject,
  looked: Looked<Evidence> | undefined,
  decide: (evidence: Evidence) => Decision<C>,
): Decision<C> {
  if (looked === undefined) throw new Error(`nothing was gathered of ${arn}`);
  if (looked.kind === 'failed') return { kind: 'leave', reason: EVIDENCE_FAILED, why: looked.why };
  return decide(looked.evidence);
}

function rowOf<C extends RecordedChange>(
  { kind, id, arn, name }: Subject,
  { kind: decided, reason, why, ...rest }: Decision<C>,
): RecordedRow<C> {
  const changes = 'changes' in rest ? rest.changes : [];
  const decision = { kind: decided, reason, ...(why !== undefined && { why }) };
  return { kind, id, arn, name, decision, changes };
}
