import { PlayedAccount } from '../../../support/played/account';
import { IAM_FULL_ACCESS, MINUTE, anAccount, pass } from '../../../support/played/days';
import { placesOf } from '../../../support/thorough';

/** How a call ends: refused before it did anything; done, and its answer lost; or done, and the function terminated. */
const FATES = ['refused', 'answer lost', 'ended'] as const;

/**
 * Plays one afternoon: an attacker makes an accomplice an admin and takes the admin out, the accomplice frees itself.
 *
 * @param failing which reading or writing of the revoker fails once, counted from 0; none where absent
 * @returns what is left of it, and how many readings and writings there were
 */
async function afternoon(failing?: { readonly at: number; readonly fate: (typeof FATES)[number] }) {
  const account = new PlayedAccount();
  await account.look();
  account.clock.advance(MINUTE);
  const [rogue, mole] = [account.user('rogue', [IAM_FULL_ACCESS]), account.user('mole', [])];
  account.act(rogue, 'AddUserToGroup', { UserName: 'mole', GroupName: 'Administrators' });
  account.clock.advance(5_000);
  account.act(mole, 'RemoveUserFromGroup', { UserName: 'admin', GroupName: 'Administrators' });
  account.act(mole, 'CreateUser', { UserName: 'eve' });
  account.clock.advance(5_000);
  account.disturb(failing);
  for (const event of account.events.slice(0, 3)) await account.deliver(event);
  const freeing = account.events.length;
  account.act(account.admin, 'CreateUser', { UserName: 'carol' });
  account.act(mole, 'DetachUserPolicy', { UserName: 'mole', PolicyArn: account.rules.denyPolicyArn });
  account.clock.advance(5_000);
  for (const event of account.events.slice(freeing)) await account.deliver(event);
  for (const minutes of [1, 4, 21, 5, 5]) {
    account.clock.advance(minutes * MINUTE);
    await account.tell();
    if (minutes >= 5) await account.look();
  }
  const count = account.disturbed();
  account.disturb(undefined);
  const denied = [rogue, mole, account.admin].map((player) => account.deniesOn(player).length > 0);
  const members = account.membersOf('Administrators');
  const told = account.told().map(({ title }) => title);
  return {
    state: { denied, members, open: await account.openIncidents(), waiting: await account.waitingCalls() },
    told,
    count,
  };
}

describe('a reading or writing that fails once', () => {
  it('leaves the same behind, wherever it fails, and people are told of all that they would have been told of', async () => {
    const plain = await afternoon();
    // A group's only member stays in it.
    expect(plain.state).toEqual({ denied: [true, true, false], members: ['mole'], open: 2, waiting: 0 });
    expect(plain.count).toBeGreaterThan(60);
    const kinds = (titles: readonly string[]) => [...new Set(titles)].sort();
    for (const fate of FATES) {
      for (const at of placesOf(plain.count)) {
        const { state, told } = await afternoon({ at, fate });
        expect({ at, fate, state }).toEqual({ at, fate, state: plain.state });
        expect({ at, fate, missing: kinds(plain.told).filter((title) => !told.includes(title)) }).toEqual({
          at,
          fate,
          missing: [],
        });
      }
    }
  });
});

describe('two hundred users who call IAM while it answers twenty calls a second', () => {
  it('are denied one after the other, though the events of most end as dead letters', async () => {
    const account = new PlayedAccount({ revocationsPer10Minutes: 1_000 }, 20);
    account.clock.advance(MINUTE);
    await account.look();
    const rogues = Array.from({ length: 200 }, (_, index) => account.user(`rogue-${index}`, [IAM_FULL_ACCESS]));
    for (const rogue of rogues) account.act(rogue, 'CreateUser', { UserName: `by-${rogue.name}` });
    let deadLetters = 0;
    for (const event of account.events.slice(0, 200)) if (await account.deliverInVain(event)) deadLetters += 1;
    expect(deadLetters).toBeGreaterThan(100);

    const denied = () => rogues.filter((rogue) => account.deniesOn(rogue).length > 0).length;
    for (let minute = 0; minute < 120 && denied() < 200; minute += 1) {
      account.clock.advance(MINUTE);
      await account.tell();
    }
    expect(denied()).toBe(200);
    expect(account.deniesOn(account.admin)).toEqual([]);
  });
});

describe('an event that ends as a dead letter, of which no call waits', () => {
  /** Has parts of the revoker fail from now on. @returns has them work again */
  function breakdown(account: PlayedAccount, parts: object): () => void {
    const { ports } = account as unknown as { ports: object };
    const whole = { ...ports };
    Object.assign(ports, parts);
    return () => void Object.assign(ports, whole);
  }
  const fails = () => Promise.reject(new Error('InternalServerError'));
  /** Whatever is asked of it. */
  const broken = new Proxy({}, { get: () => fails });
  const ledger = { incidents: broken, waiting: broken, judged: broken, hints: broken };

  it.each<[string, object]>([
    ['the ledger is down', ledger],
    ['the ledger is down, and IAM', { ...ledger, iam: broken }],
    ['nobody can be told', { telling: { ledger: broken, owed: broken } }],
  ])('is found in the history once %s no more, judged and told', async (_, parts) => {
    const account = await anAccount();
    const rogue = account.user('rogue', [IAM_FULL_ACCESS]);
    account.act(rogue, 'CreateAccessKey', { UserName: 'admin' });
    account.act(rogue, 'DeleteUser', { UserName: 'nobody' }); // It is refused, and judged all the same.
    account.clock.advance(5_000);
    const mend = breakdown(account, parts);
    for (const event of account.events) expect(await account.deliverInVain(event)).toBe(true);
    expect(await account.waitingCalls().catch(() => 0)).toBe(0);
    mend();
    await pass(account, 31);
    expect(account.deniesOn(rogue)).toEqual([account.rules.denyPolicyArn]);
    expect(await account.openIncidents()).toBe(1);
    expect(await account.waitingCalls()).toBe(0);
    const told = account.told().map(({ title, body }) => `${title}\n${body}`);
    expect(told.join('\n')).toMatch(/created access key AKIA\w+ for user admin/);
  });
});
