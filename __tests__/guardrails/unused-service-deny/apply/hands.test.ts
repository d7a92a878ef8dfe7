import type { PrincipalPolicies } from '../../../../src/aws/iam/attached-policies';
import { ownPolicyArnOf } from '../../../../src/domain/policy/own-policies';
import { denyHands } from '../../../../src/guardrails/unused-service-deny/apply/hands';
import { DENY_SLOT, stateOf, type ServicesDenied } from '../../../../src/guardrails/unused-service-deny/kinds';
import { VirtualClock } from '../../../audit/support/virtual-clock';
import { noGroups } from '../../../support/a-full-user';
import { matching } from '../../../support/template';
import { ADA, aDeny, denyArnsOf, OWN_DENIES } from '../../../support/some-denies';

const EVIL = ownPolicyArnOf(`${OWN_DENIES.namePrefix}mine`, OWN_DENIES);
const OTHER = 'arn:aws:iam::aws:policy/ReadOnlyAccess';

/** Ada's policies, and every call in its order. @param room how many she can have */
function aUser(attached: readonly string[], { room = 10, isGone = false, missing = '' } = {}) {
  const now = new Set(attached);
  const calls: string[] = [];
  const nameOf = (arn: string) => arn.slice(-6);
  const policies: PrincipalPolicies = {
    of: () => Promise.resolve(isGone ? undefined : { id: ADA.id, arns: [...now] }),
    attach(_, arn) {
      calls.push(`attach ${nameOf(arn)}`);
      if (arn === missing) return Promise.resolve('gone');
      if (now.size >= room) return Promise.resolve('refused');
      now.add(arn);
      return Promise.resolve('done');
    },
    detach(_, arn) {
      calls.push(`detach ${nameOf(arn)}`);
      return Promise.resolve(now.delete(arn));
    },
  };
  const hands = denyHands({
    ...{ policies, groups: noGroups, own: OWN_DENIES, clock: new VirtualClock(), mayBridge: () => false },
    onlyDenies: (arn) => Promise.resolve(!arn.startsWith(EVIL)),
  });
  return { hands, now, calls, nameOf };
}

/** Carries a change out after a look, as whoever changes does. */
async function carried(hands: ReturnType<typeof denyHands>, change: ServicesDenied) {
  const seen = await hands.see(change.principal, DENY_SLOT);
  return seen && hands.carry(change, seen);
}

const [[sqs = ''], [sns = '']] = [denyArnsOf(['sqs']), denyArnsOf(['sns'])];

describe('the denies of a user', () => {
  it('are seen without the policies of others', async () => {
    const { hands } = aUser([OTHER, sqs]);
    expect(await hands.see(ADA, 'services')).toEqual({ id: ADA.id, state: stateOf([sqs]) });
  });

  it('are exchanged with no moment in which neither the old nor the new one is there', async () => {
    const { hands, now, calls, nameOf } = aUser([OTHER, sns]);
    expect(await carried(hands, aDeny(['sqs'], ['sns']))).toBe('done');
    expect(calls).toEqual([`attach ${nameOf(sqs)}`, `detach ${nameOf(sns)}`]);
    expect([...now].sort()).toEqual([OTHER, sqs].sort());
  });

  it('stay as they were where there is no room for all of the new ones', async () => {
    const change = { ...aDeny(['sqs'], ['sns']), to: stateOf([sqs, `${sqs}-2`]) ?? '' };
    const { hands, now } = aUser([OTHER, sns], { room: 3 });
    expect(await carried(hands, change)).toEqual({
      failed: matching(/no room for another managed policy/),
    });
    expect([...now].sort()).toEqual([OTHER, sns].sort());
  });

  it('stay as they were where a new one is missing', async () => {
    const { hands, now } = aUser([sns], { missing: sqs });
    expect(await carried(hands, aDeny(['sqs'], ['sns']))).toEqual({
      failed: matching(/a policy that denies is gone/),
    });
    expect([...now]).toEqual([sns]);
  });

  it('stay as they were where a new one is a policy that does not only deny, in a change and in an undo', async () => {
    const { hands, calls } = aUser([sns]);
    const change = { ...aDeny(['sqs'], ['sns']), to: stateOf([sqs, EVIL]) ?? '' };
    expect(await carried(hands, change)).toEqual({ failed: matching(/it does not say what this project wrote/) });
    await expect(hands.undo({ ...aDeny(['sns']), from: EVIL })).rejects.toThrow('it does not say what this project');
    expect(calls).toEqual([]);
  });

  it('go on from where a terminated attempt has left them', async () => {
    const { hands, calls, nameOf } = aUser([sns, sqs]);
    expect(await carried(hands, aDeny(['sqs'], ['sns']))).toBe('done');
    expect(calls).toEqual([`detach ${nameOf(sns)}`]);
  });

  it('are taken away by an undo, and what was there before them comes first', async () => {
    const { hands, now, calls, nameOf } = aUser([OTHER, sqs]);
    expect(await hands.undo(aDeny(['sqs'], ['sns']))).toBe(true);
    expect(calls).toEqual([`attach ${nameOf(sns)}`, `detach ${nameOf(sqs)}`]);
    expect(await hands.undo(aDeny(['sns']))).toBe(true);
    expect([...now]).toEqual([OTHER]);
  });

  it('say what has to be done first where an undo has no room for what was there before', async () => {
    const { hands } = aUser([OTHER, sqs], { room: 2 });
    await expect(hands.undo(aDeny(['sqs'], ['sns']))).rejects.toThrow('ada: it has no room for another managed policy');
  });

  it('are nothing to undo where the user is gone', async () => {
    const { hands } = aUser([], { isGone: true });
    expect([await hands.undo(aDeny(['sqs'])), await hands.see(ADA, 'services')]).toEqual([false, undefined]);
  });
});
