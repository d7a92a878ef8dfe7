import { needsMore as isMore, noteNeeds as note, toldNeeds, type Needs } from '../../../../src/audit/run/told-needs';
import type { EvidenceStore } from '../../../../src/aws/evidence-store';
import { needsOf, needsTold } from '../../../../src/guardrails/permissions-boundary/apply/needs-again';
import type { Row } from '../../../../src/guardrails/permissions-boundary/run-summary';
import { aStore } from '../../../audit/support/memory-store';
import { aRow } from '../../../audit/support/subjects';

const needsMore = (rows: readonly Row[], told: Needs) => isMore(needsOf(rows), told);
const noteNeeds = (rows: readonly Row[], told: Needs, base: string, store: EvidenceStore) =>
  note(needsTold(rows, told), base, store);

const needing = (name: string, ...needsAgain: readonly string[]): Row =>
  aRow({ name, decision: { kind: 'bound', reason: 'used-some', ...(needsAgain.length > 0 && { needsAgain }) } });

describe('what people were told of services that are needed again', () => {
  it('is nothing at first', async () => {
    const told = await toldNeeds('base', aStore());
    expect(needsMore([needing('app')], told)).toBe(false);
    expect(needsMore([needing('app', 'sqs')], told)).toBe(true);
  });

  it('is no news the next time, until there is more', async () => {
    const store = aStore();
    await noteNeeds([needing('app', 'sqs'), needing('job')], new Map(), 'base', store);
    const told = await toldNeeds('base', store);
    expect(needsMore([needing('app', 'sqs'), needing('job')], told)).toBe(false);
    expect(needsMore([needing('app')], told)).toBe(false);
    expect(needsMore([needing('app', 'ec2', 'sqs')], told)).toBe(true);
    expect(needsMore([needing('app', 'sqs'), needing('job', 'sqs')], told)).toBe(true);
  });

  it('holds of boundaries that someone else removed as well, whatever is known of their services', async () => {
    const store = aStore();
    const taken = (granted: number | null = 2) => aRow({ name: 'app', granted, boundaryTaken: 'arn:one' });
    expect(needsMore([taken()], new Map())).toBe(true);
    await noteNeeds([taken()], new Map(), 'base', store);
    const told = await toldNeeds('base', store);
    expect([needsMore([taken()], told), needsMore([taken(null)], told)]).toEqual([false, false]);
    await noteNeeds([aRow({ name: 'app', granted: null })], told, 'base', store);
    expect(needsMore([taken()], await toldNeeds('base', store))).toBe(true);
  });

  it('stays for whoever could not be audited, and goes for whoever needs nothing any more', async () => {
    const store = aStore();
    const told = new Map(['app', 'job'].map((name) => [aRow({ name }).id, ['sqs']]));
    await noteNeeds([aRow({ name: 'app', granted: null }), needing('job')], told, 'base', store);
    expect([...(await toldNeeds('base', store)).keys()]).toEqual([aRow({ name: 'app' }).id]);
  });
});
