import type { MakePorts } from '../../../../../src/changes/recorded/make';
import type { BoundarySet } from '../../../../../src/domain/change/change';
import { boundaryHands } from '../../../../../src/guardrails/permissions-boundary/apply/boundary/hands';
import { changeOf, puttingBoundaries } from '../../../../../src/guardrails/permissions-boundary/apply/boundary/put';
import { BOUNDARY_KINDS } from '../../../../../src/guardrails/permissions-boundary/kinds';
import { VirtualClock } from '../../../../audit/support/virtual-clock';
import { aPrincipal, OWN, ownArn, sha256 } from '../../../../support/boundaries';
import { someBounder, someBoundaryLedger } from '../../../../support/some-bounder';

const anItem = (id = aPrincipal().id) => ({ principal: aPrincipal({ id }), boundaryArn: ownArn('new') });

/** An account of one role. @param text of the policy that is put */
function aWorld(text: 'intact' | 'altered' | 'gone', shows?: MakePorts<BoundarySet>['shows']) {
  const bounder = someBounder({ id: aPrincipal().id });
  const policies = { read: () => Promise.reject(new Error('nothing is undone here')) };
  const clock = new VirtualClock();
  const hands = boundaryHands({ bounder, policies, own: OWN, sha256, clock });
  const ledger = someBoundaryLedger();
  const making: MakePorts<BoundarySet> = {
    ...{ ledger, hands, clock },
    kinds: BOUNDARY_KINDS,
    now: () => new Date(0),
    shows,
  };
  const asked: string[] = [];
  const textOf = (arn: string) => {
    asked.push(arn);
    return Promise.resolve(text);
  };
  return { bounder, ledger, asked, put: puttingBoundaries({ runId: 'run', making, textOf }) };
}

describe('a planned boundary', () => {
  it('means what the plan means, with what stood before', () => {
    const before = { policyArn: ownArn('old'), text: '{}' };
    expect(changeOf({ ...anItem(), before })).toEqual({
      ...{ kind: 'boundary-set', principal: aPrincipal(), policyArn: ownArn('new'), before },
    });
    expect(changeOf(anItem())).not.toHaveProperty('before');
  });

  it('is put and remembered where its policy says what it was made to say', async () => {
    const { put, bounder, ledger } = aWorld('intact');
    await expect(put(anItem())).resolves.toEqual({ kind: 'done' });
    expect(bounder.holder.arn).toBe(ownArn('new'));
    expect([...ledger.entries.values()]).toMatchObject([{ state: 'confirmed', runId: 'run' }]);
  });

  it('lets the next begin when it is put, and is confirmed once a look at everybody shows it', async () => {
    const events: string[] = [];
    const { put, bounder, ledger } = aWorld('intact', ({ policyArn }) => {
      events.push(`waits for ${policyArn} with ${[...ledger.entries.values()].map(({ state }) => state).join()}`);
      return Promise.resolve(true);
    });
    await expect(put(anItem(), () => events.push('left'))).resolves.toEqual({ kind: 'done' });
    expect(events).toEqual(['left', `waits for ${ownArn('new')} with recorded`]);
    expect(bounder.calls).toEqual(['look', 'put']);
    expect([...ledger.entries.values()]).toMatchObject([{ state: 'confirmed' }]);
  });

  it('lets nobody begin who has nothing to wait for but itself', async () => {
    let hasLeft = false;
    const { put } = aWorld('intact');
    await put(anItem(), () => {
      hasLeft = true;
    });
    expect(hasLeft).toBe(false);
  });

  it('says why it was not put', async () => {
    const { put, bounder } = aWorld('intact');
    bounder.holder.arn = ownArn('other');
    await expect(put(anItem())).resolves.toEqual({
      kind: 'left',
      why: expect.stringContaining('what the plan saw') as string,
    });
  });

  it.each([
    ['altered', 'was altered since the plan; the next run gives it its text back first'],
    ['gone', 'was deleted since the plan; the next run makes it again'],
  ] as const)('is put on nobody where its policy is %s, and the policy is looked at once', async (text, words) => {
    const { put, bounder, ledger, asked } = aWorld(text);
    const left = { kind: 'left', why: `policy ${ownArn('new')} ${words}` };
    await expect(Promise.all([put(anItem()), put(anItem('AROAOTHER'))])).resolves.toEqual([left, left]);
    expect([asked, bounder.calls, ledger.entries.size]).toEqual([[ownArn('new')], [], 0]);
  });
});
