import type { Statement } from '../../domain/policy/policy-document';
import { KEYS } from '../contract';
import type { AuditNames } from './names';
import { scanned, type Traits } from './permissions';
import {
  allow,
  key,
  objects,
  ofRuns,
  only,
  PLANNED,
  readsLedger,
  readsOpen,
  ROWS,
  takesTurns,
  telling,
  tellsMissing,
  when,
} from './statements';

/** What the function that plans does besides. */
export interface OwnOfPlan {
  readonly does: readonly Statement[];
  /** What it keeps for later plans beside how many wait. */
  readonly keeps: { readonly sid: string; readonly keys: readonly string[] };
}

/**
 * What the function that plans may do: read what the run found and what stands, write the plan, and tell people of what
 * cannot wait. It keeps something for later plans where the guardrail enforces.
 */
export function planPermissions(names: AuditNames, traits: Traits, { does, keeps }: OwnOfPlan): Statement[] {
  const { plan } = names.functions;
  const kept = objects(names, KEYS.wave, ...keeps.keys);
  return [
    ...does,
    readsOpen(names),
    takesTurns(names, plan),
    allow('ReadRun', [...ofRuns(names, ...ROWS, ...scanned(traits), ...PLANNED), ...kept], 's3:GetObject'),
    tellsMissing(names),
    only(plan, allow('WritePlan', ofRuns(names, ...PLANNED, KEYS.changes), 's3:PutObject')),
    ...when(names.mode === 'enforce', only(plan, allow(keeps.sid, kept, 's3:PutObject'))),
    ...telling(names, plan),
    ...key(names),
  ];
}

/**
 * What the function that changes may do: read the plan, record each change before it is made, and write what became of it.
 *
 * @param own what it looks at and changes, and which principals it must spare
 */
export function changePermissions(names: AuditNames, own: readonly Statement[]): Statement[] {
  const { ledgerArn } = names;
  const { change } = names.functions;
  return [
    ...own,
    readsLedger(names, 'ReadLedger'),
    takesTurns(names, change),
    only(change, allow('Record', [ledgerArn], 'dynamodb:PutItem', 'dynamodb:UpdateItem')),
    allow('ReadPlan', ofRuns(names, KEYS.run, ...PLANNED), 's3:GetObject'),
    only(change, allow('WriteChanged', ofRuns(names, `${KEYS.changed}/*`), 's3:PutObject')),
    ...key(names),
  ];
}
