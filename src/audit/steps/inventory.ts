import { endingOf, type Exemption } from '../../domain/exemption/exemption';
import type { Subject } from '../../domain/identity/subject';
import { baseOf, KEYS } from '../contract';
import type { Run } from '../payloads/run';
import { spreadOf, type Spread, type SpreadRules } from '../batch/spread';
import { noteRun } from '../run/run-record';
import type { StepScope } from './scope';

/** What the map and the summary are given. */
export interface InventoryAnswer extends Run {
  readonly account: string;
  readonly bucket: string;
  readonly prefix: string;
  readonly manifestKey: string;
  readonly principals: number;
  /** The definition of the state machine reads it by this name. */
  readonly plan: Spread;
}

/** Who is in the account. */
export interface Listed {
  /** Everybody whom the run looks at. */
  readonly subjects: readonly Subject[];
  /** What a plan has to know of the account, as JSON. Absent: nothing. */
  readonly scanned?: object | undefined;
  /** What people have to know of how the run found out what it says. Absent: nothing. */
  readonly remarks?: readonly string[] | undefined;
  /** Unique ids of everybody, or that these are all: evidence of nobody else is kept any longer. */
  readonly account: 'subjects' | readonly string[];
}

/** What an inventory takes of its guardrail. */
export interface InventoryWork extends StepScope {
  readonly spread: SpreadRules;
  readonly exemptions: () => Promise<readonly Exemption[]>;
  readonly list: (exemptions: readonly Exemption[]) => Promise<Listed>;
  /** Told how many there are, for the log. */
  readonly begins: (principals: number) => void;
}

/** Lists everybody a run looks at. The exemptions are known first: without them nobody is audited. */
export async function inventoryStep(run: Run, work: InventoryWork): Promise<InventoryAnswer> {
  const { accountId, guardrail, store } = work;
  await work.lease.take(run);
  const exemptions = await work.exemptions();
  const { subjects, account, scanned, remarks } = await work.list(exemptions);
  const prefix = `${baseOf(accountId, guardrail)}/${KEYS.runs}/${run.runId}`;
  const manifestKey = `${prefix}/${KEYS.manifest}`;
  const endingExemptions = endingOf(exemptions, run.startedAt.slice(0, 10));
  const accountListed = account === 'subjects' ? undefined : true;
  await noteRun({ ...run, prefix, principals: subjects.length, endingExemptions, accountListed, remarks }, store);
  await Promise.all([
    account !== 'subjects' && store.putJson(`${prefix}/${KEYS.account}`, account),
    store.putJson(manifestKey, subjects),
    scanned !== undefined && store.putJson(`${prefix}/${KEYS.scannedPolicies}`, scanned),
  ]);
  work.begins(subjects.length);
  return {
    ...run,
    ...{ account: accountId, bucket: store.bucket, prefix, manifestKey, principals: subjects.length },
    plan: spreadOf(subjects.length, work.spread),
  };
}
