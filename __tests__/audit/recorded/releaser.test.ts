import type { ReleaseRequest } from '../../../src/release/parse';
import { idOf } from '../support/keys-account';
import { ALL, by, changed, RUN } from '../support/keys-released';
import { keyOff } from '../support/idle-keys';
import { principalOf } from '../support/key-rows';
import { aroundCalls } from '../support/terminating';
import { ACCOUNT } from '../support/subjects';

const [ada, bob] = [principalOf('ada'), principalOf('bob')];

describe('a release', () => {
  it.each<[string, ReleaseRequest]>([
    ['its ARN', by('arn', ada.arn)],
    ['its id', by('id', ada.id)],
  ])('gives one user back all that was taken, found by %s', async (_, request) => {
    const deployed = await changed();
    const outcomes = await deployed.release(request);
    expect(deployed.account.done.toSorted()).toEqual(['K1 Active', 'K2 Active']);
    expect(deployed.entries()).toEqual({ K1: ['released'], K2: ['released'], K3: ['confirmed'] });
    expect(outcomes).toMatchObject([
      {
        released: { principal: ada.arn, takenBack: [keyOff(ada, 'K1'), keyOff(ada, 'K2')], notGivenBack: [] },
        words: {
          headline: 'Access keys given back',
          takenAway: ['K1 deactivated', 'K2 deactivated'],
          givenBack: ['K1, active again', 'K2, active again'],
        },
      },
    ]);
  });

  it('gives back what one run took, of everybody', async () => {
    const deployed = await changed();
    const outcomes = await deployed.release(RUN);
    expect(outcomes.map(({ released }) => released.principal)).toEqual([ada.arn, bob.arn]);
    expect(deployed.account.done.toSorted()).toEqual(['K1 Active', 'K2 Active', 'K3 Active']);
    expect(await deployed.ledger.allOpen('')).toEqual([]);
  });

  it('gives back what one run took, and not what another did', async () => {
    const deployed = await changed();
    deployed.account.user('bob').keys.set('K4', { status: 'Active', isIdle: true });
    await deployed.run('two').whole();
    deployed.minutes(10);
    await deployed.release(RUN);
    expect(deployed.entries()).toMatchObject({ K3: ['released'], K4: ['confirmed'] });
    expect([deployed.account.status('K3'), deployed.account.status('K4')]).toEqual(['Active', 'Inactive']);
  });

  it('gives back everything', async () => {
    const deployed = await changed();
    await expect(deployed.release(ALL)).resolves.toHaveLength(2);
    expect(deployed.account.done.toSorted()).toEqual(['K1 Active', 'K2 Active', 'K3 Active']);
  });

  it('does nothing the second time, and says so', async () => {
    const deployed = await changed();
    await deployed.release(by('id', ada.id));
    const [again] = await deployed.release(by('id', ada.id));
    expect(again).toMatchObject({ released: { takenBack: [] }, words: { takenAway: [], givenBack: [] } });
    expect(again?.words).not.toHaveProperty('headline');
    expect(deployed.account.done).toHaveLength(2);
  });

  it('knows nothing of a run that changed nobody', async () => {
    const deployed = await changed();
    await expect(deployed.find({ kind: 'run', runId: 'other', guardrails: ['idle-keys'] })).resolves.toEqual({
      ...{ kind: 'unknown-run', why: 'it changed nobody' },
    });
  });

  it.each<[string, ReleaseRequest]>([
    ['an ARN', by('arn', `arn:aws:iam::${ACCOUNT}:user/nobody`)],
    ['an id', by('id', idOf('nobody'))],
    ['a session', by('session', `arn:aws:sts::${ACCOUNT}:assumed-role/nobody/nightly`)],
    ['an ARN of another account', by('arn', 'arn:aws:iam::999999999999:user/ada')],
  ])('finds nobody by %s that nothing is known of', async (_, request) => {
    const deployed = await changed();
    await expect(deployed.find(request)).rejects.toThrow(
      'it is not there, and nothing of the guardrails is open for it',
    );
  });

  it('finds a user that nothing was taken from, and gives nothing back', async () => {
    const deployed = await changed();
    const [outcome] = await deployed.release(by('arn', principalOf('cleo').arn));
    expect(outcome?.released).toMatchObject({ principal: principalOf('cleo').arn, takenBack: [] });
  });

  it('writes who is held before anything is taken back', async () => {
    for (const [request, held] of [
      [by('id', ada.id), [ada.id]],
      [RUN, [ada.id, bob.id]],
      [ALL, ['*']],
    ] as const) {
      const deployed = await changed();
      const undone: (readonly string[])[] = [];
      const over = aroundCalls(async (_, call) => {
        const before = deployed.account.done.length;
        const answer = await call();
        if (deployed.account.done.length > before) {
          undone.push((await deployed.holds.allOf('')).map(({ principalId }) => principalId));
        }
        return answer;
      });
      const found = await deployed.find(request, over);
      for (const { id, release } of found.kind === 'jobs' ? found.jobs : []) {
        undone.length = 0;
        await release();
        for (const holds of undone) expect(holds).toContain(request === ALL ? '*' : id);
        expect(undone.length).toBeGreaterThan(0);
      }
      expect((await deployed.holds.allOf('')).map(({ principalId }) => principalId)).toEqual(held);
      expect((await deployed.holds.allOf('')).every(({ at }) => at.getTime() === deployed.today.getTime())).toBe(true);
    }
  });

  it('leaves what a person set back by hand and deactivated for another reason', async () => {
    const deployed = await changed();
    deployed.account.set('K1', 'Active');
    const [outcome] = await deployed.release(by('id', ada.id));
    expect(outcome?.released.takenBack).toEqual([keyOff(ada, 'K2')]);
    expect(deployed.account.done).toEqual(['K2 Active']);
    expect(deployed.entries()).toMatchObject({ K1: ['released'], K2: ['released'] });

    deployed.account.set('K1', 'Inactive');
    await deployed.release(by('id', ada.id));
    expect(deployed.account.status('K1')).toBe('Inactive');
  });
});
