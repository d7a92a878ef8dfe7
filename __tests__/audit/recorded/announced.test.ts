import { announcedIn } from '../../../src/audit/run/announced';
import { KeysDeployment, keyRules } from '../support/keys-deployment';
import { aHolder, busy, idle, idOf, KeysAccount } from '../support/keys-account';

const BASE = 'accounts/111122223333/idle-keys';
const WARN_DAYS = 2;

/** Two users, of whom one has an idle key, under a guardrail that announces what it deactivates. */
function announcing() {
  const deployed = new KeysDeployment(new KeysAccount(aHolder('ada', idle('K1')), aHolder('bob', busy('K2'))));
  deployed.warnDays = WARN_DAYS;
  return deployed;
}

/** A run on each of these days, counted from now. @returns what each said of Ada */
async function runsOn(deployed: KeysDeployment, ...days: readonly number[]) {
  const start = deployed.today.getTime();
  const said: (string | undefined)[] = [];
  for (const day of days) {
    deployed.today = new Date(start + day * 86_400_000);
    said.push((await deployed.run(`run-${deployed.today.getTime()}`).whole()).rows['ada']);
  }
  return said;
}
const standingOf = async ({ store }: KeysDeployment, key = 'K1') =>
  (await announcedIn(BASE, store)).get(`${idOf('ada')}#key-${key}`);

describe('a guardrail that announces what it changes', () => {
  it('changes it once it has stood in reports for so many days', async () => {
    const deployed = announcing();
    await expect(runsOn(deployed, 0, 1, 2)).resolves.toEqual(['unused', 'unused', 'done']);
    expect(deployed.account.status('K1')).toBe('Inactive');
  });

  it('says on which day, and is more than a sign of life until then', async () => {
    const deployed = announcing();
    await runsOn(deployed, 0);
    const [mail] = deployed.notices;
    expect(mail?.subject).toBe('Access keys: 0 principals changed, 1 with something unused');
    expect(mail?.body).toContain(
      'arn:aws:iam::111122223333:user/ada: K1 unused (in reports since 2026-06-01; to be deactivated on 2026-06-03 at the earliest)',
    );
    expect(mail?.body).toContain('Ask those for whom a day is given below');
    expect(deployed.lines).toContainEqual(expect.objectContaining({ Announced: 1 }));
  });

  it('waits for days that have a report, and for no other', async () => {
    const deployed = announcing();
    await expect(runsOn(deployed, 0, 0.2, 9, 10)).resolves.toEqual(['unused', 'unused', 'unused', 'done']);
  });

  it('begins anew with what was used in between', async () => {
    const deployed = announcing();
    await runsOn(deployed, 0, 1);
    deployed.account.user('ada').keys.set('K1', { status: 'Active', isIdle: false });
    await runsOn(deployed, 1);
    expect(await standingOf(deployed)).toBeUndefined();
    deployed.account.user('ada').keys.set('K1', { status: 'Active', isIdle: true });
    await expect(runsOn(deployed, 1, 2)).resolves.toEqual(['unused', 'unused']);
  });

  it('keeps what stands of whom a run could tell nothing', async () => {
    const deployed = announcing();
    await runsOn(deployed, 0);
    const before = await standingOf(deployed);
    deployed.days(1);
    const run = deployed.run('lost');
    await run.inventory();
    await run.batches('ada');
    await run.plan();
    await run.summary();
    expect(await standingOf(deployed)).toEqual(before);
  });

  it('announces no longer what it has changed, and goes on with what a limit has left', async () => {
    const users = ['ada', 'bob'].map((name) => aHolder(name, idle(`K-${name}`)));
    const deployed = new KeysDeployment(
      new KeysAccount(...users),
      keyRules({ limits: { changesPerRun: 1, maxChangePercent: 100 } }),
    );
    deployed.warnDays = WARN_DAYS;
    await runsOn(deployed, 0, 1, 2);
    expect(deployed.notices.at(-1)?.subject).toBe('Access keys: 1 principal changed, 1 with something unused');
    expect([...(await announcedIn(BASE, deployed.store)).keys()]).toEqual([`${idOf('bob')}#key-K-bob`]);
    await runsOn(deployed, 1);
    expect(deployed.account.status('K-bob')).toBe('Inactive');
  });

  it('counts a report once, however often its summary is tried', async () => {
    const deployed = announcing();
    const run = deployed.run('one');
    await run.whole();
    await run.summary();
    expect(await standingOf(deployed)).toMatchObject({ days: 1 });
  });

  it('lets no old run that is redriven say anything of what a younger one has told', async () => {
    const deployed = announcing();
    const old = deployed.run('old');
    await old.whole();
    await runsOn(deployed, 1);
    const after = await standingOf(deployed);
    await old.summary();
    expect(await standingOf(deployed)).toEqual(after);
  });

  it('does not count what nobody was told of', async () => {
    const deployed = announcing();
    const run = deployed.run('one');
    await run.upToPlan();
    const broken = jest.spyOn(deployed.notices, 'push').mockImplementation(() => {
      throw new Error('the topic is gone');
    });
    await expect(run.summary()).rejects.toThrow('the topic is gone');
    expect(await standingOf(deployed)).toBeUndefined();
    broken.mockRestore();
  });
});
