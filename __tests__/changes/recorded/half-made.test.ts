import { giveBack } from '../../../src/changes/recorded/give-back';
import { makeRecorded } from '../../../src/changes/recorded/make';
import type { PrincipalPolicies } from '../../../src/aws/iam/attached-policies';
import { denyHands } from '../../../src/guardrails/unused-service-deny/apply/hands';
import { DENY_KINDS, DENY_SLOT, type DenyEntry } from '../../../src/guardrails/unused-service-deny/kinds';
import { VirtualClock } from '../../audit/support/virtual-clock';
import { noGroups } from '../../support/a-full-user';
import { ADA, aDeny, aDenyEntry, denyArnsOf, OWN_DENIES } from '../../support/some-denies';
import { someLedger } from '../../support/some-ledger';

const [OLD, NEW] = [denyArnsOf(['sns']), denyArnsOf(['sqs'])];
const exchanged = aDeny(['sqs'], ['sns']);

/** Ada, who has the old policy, and the ledger, in which a day passes with every run. */
function aWorld() {
  const attached = new Set(OLD);
  const ledger = someLedger(DENY_KINDS);
  const touched = new Set<string>();
  let [day, left] = [0, Infinity];
  const mortal = <R>(answer: () => R): Promise<R> => {
    if (left <= 0) return Promise.reject(new Error('terminated'));
    left -= 1;
    return Promise.resolve(answer());
  };
  const policies: PrincipalPolicies = {
    of: () => Promise.resolve({ id: ADA.id, arns: [...attached] }),
    attach: (name, arn) =>
      mortal(() => {
        touched.add(name);
        attached.add(arn);
        return 'done' as const;
      }),
    detach: (_, arn) => mortal(() => attached.delete(arn)),
  };
  const clock = new VirtualClock();
  const ports = {
    ...{
      ledger,
      kinds: DENY_KINDS,
      hands: denyHands({
        ...{ policies, groups: noGroups, own: OWN_DENIES, clock, mayBridge: () => false },
        onlyDenies: () => Promise.resolve(true),
      }),
      clock,
    },
    now: () => new Date(Date.UTC(2026, 5, 1 + day)),
  };
  return {
    attached: () => [...attached].sort(),
    /** Names of those whom a policy was attached to. */
    touched: () => [...touched],
    record: (entry: DenyEntry) => ledger.record(entry),
    states: () => ledger.all().map(({ number, state }) => [number, state]),
    /** Terminates what runs next after so many changes. */
    dyingAfter: (changes: number) => {
      left = changes;
    },
    run: (change = exchanged) => {
      day += 1;
      return makeRecorded(change, `run-${day}`, ports).finally(() => (left = Infinity));
    },
    release: () => giveBack(ADA, ADA, undefined, { ...ports, slots: [DENY_SLOT] }).finally(() => (left = Infinity)),
  };
}

/** A world whose run was terminated when the new policy was attached and the old one not yet detached. */
async function halfMade() {
  const world = aWorld();
  world.dyingAfter(1);
  await expect(world.run()).rejects.toThrow('terminated');
  expect(world.attached()).toEqual([...OLD, ...NEW].sort());
  return world;
}

describe('a change of several steps that was terminated between two of them', () => {
  it('is ended by the next run, under the same entry', async () => {
    const world = await halfMade();
    await expect(world.run()).resolves.toEqual({ kind: 'done' });
    expect([world.attached(), world.states()]).toEqual([NEW, [[1, 'confirmed']]]);
  });

  it('is ended first by a run that means something else', async () => {
    const world = await halfMade();
    await expect(world.run(aDeny(['ec2'], ['sns']))).resolves.toMatchObject({ reason: 'changed-since-plan' });
    expect([world.attached(), world.states()]).toEqual([NEW, [[1, 'confirmed']]]);
  });

  it('is ended for the principal in whose history it stands, whoever it names', async () => {
    const world = aWorld();
    const boss = { ...ADA, id: 'AIDABOSS000000000001', name: 'boss', arn: ADA.arn.replace('ada', 'boss') };
    const entry = aDenyEntry(aDeny(['sqs'], [], boss), { state: 'recorded' });
    await world.record({ ...entry, change: { ...entry.change, to: [...OLD, ...NEW].sort().join(' ') } });
    await world.run(aDeny(['ec2'], ['sns']));
    expect(world.touched()).toEqual([ADA.name]);
  });

  it('is given back by a release', async () => {
    const world = await halfMade();
    await expect(world.release()).resolves.toMatchObject({ isBelow: false });
    expect([world.attached(), world.states()]).toEqual([OLD, [[1, 'released']]]);
  });
});

describe('a release that was terminated between two steps', () => {
  it('is ended by the next one', async () => {
    const world = aWorld();
    await world.run();
    world.dyingAfter(1);
    await expect(world.release()).rejects.toThrow('terminated');
    expect(world.attached()).toEqual([...OLD, ...NEW].sort());
    await world.release();
    expect([world.attached(), world.states()]).toEqual([OLD, [[1, 'released']]]);
  });
});
