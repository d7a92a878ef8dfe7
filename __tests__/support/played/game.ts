import * as z from 'zod';
import type { CloudTrailEvent } from '../../../src/embedded-account/events/cloudtrail';
import { ACCOUNT } from '../revoker';
import { PlayedAccount, type Player } from './account';
import { ADMINS, IAM_FULL_ACCESS, MINUTE } from './days';
import { altered, forged } from './forged';
import { isControl, type Fate, type Move } from './moves';
import { controlled, Wire, type Control } from './wire';

const POWER_USER = 'arn:aws:iam::aws:policy/PowerUserAccess';
const QUEUE = `arn:aws:sqs:us-east-1:${ACCOUNT}:iam-guardrails-revoker`;
const ALLOW_ALL = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
});

/** What a call of IAM created; absent where it was refused. */
const created = z
  .object({
    AccessKey: z.object({ AccessKeyId: z.string(), SecretAccessKey: z.string() }).optional(),
    User: z.object({ UserId: z.string() }).optional(),
  })
  .optional();

/** Plays an order to its end. */
export class Game {
  public readonly account = new PlayedAccount();
  /** Everybody who is not a real admin, by the name that they had at first. */
  public readonly players = new Map<string, Player>();
  /** Credentials that the attackers have of others. */
  private readonly stolen: Player[] = [];
  private readonly wire = new Wire();
  /** How many events EventBridge has had. */
  private heard = 0;
  private forgeries = 0;

  public constructor() {
    this.players.set('one', this.account.user('one', [IAM_FULL_ACCESS, POWER_USER]));
    this.players.set('two', this.account.user('two', [IAM_FULL_ACCESS]));
    this.players.set('mole', this.account.user('mole', []));
  }

  public async play(moves: readonly Move[], { order, times, pauses, comesForward }: Fate): Promise<void> {
    const { account } = this;
    await account.look();
    account.clock.advance(MINUTE);
    for (const [index, one] of moves.entries()) {
      this.make(one);
      this.hear();
      account.clock.advance((pauses[index] ?? 0) * 1_000);
    }
    account.clock.advance(5_000);
    const delivered = this.wire
      .drain()
      .map((event, index) => ({ event, rank: order[index] ?? 0, times: times[index] ?? 1 }))
      .sort((one, other) => one.rank - other.rank);
    for (const { event, times: count } of delivered) {
      for (let copy = 0; copy < count; copy += 1) await account.deliver(event);
    }
    await this.settle();
    await this.deliverAndSettle(this.wire.drainHidden());
    if (!comesForward) return;
    for (const player of [...this.players.values(), ...this.stolen]) {
      account.act(player, 'CreateUser', { UserName: `by-${player.id}` });
    }
    this.hear();
    account.clock.advance(5_000);
    await this.deliverAndSettle(this.wire.drain(), true);
  }

  /** @param isNew whether something was called, which history may have to show. @default only where an event comes */
  private async deliverAndSettle(events: readonly CloudTrailEvent[], isNew = events.length > 0): Promise<void> {
    for (const event of events) await this.account.deliver(event);
    if (isNew) await this.settle();
  }

  /** EventBridge has what was called since. */
  private hear(): void {
    const { events } = this.account;
    for (const event of events.slice(this.heard)) this.wire.hear(event);
    this.heard = events.length;
  }

  /** Two looks, once history is complete, and some minutes of judging again. */
  private async settle(): Promise<void> {
    const { account } = this;
    for (const minutes of [1, 4]) {
      account.clock.advance(minutes * MINUTE);
      await account.tell();
    }
    for (const minutes of [21, 5, 5]) {
      account.clock.advance(minutes * MINUTE);
      await account.look();
      account.clock.advance(MINUTE);
      await account.tell();
    }
    account.clock.advance(4 * MINUTE);
    await account.tell();
    account.clock.advance(10_000);
  }

  private make({ by, action, ...named }: Move): void {
    const { account } = this;
    const player = this.players.get(by);
    if (player === undefined) return;
    if (action === 'SendMessage') {
      this.forge(player, named['UserName'] ?? '', named['Forgery'] ?? '');
      return;
    }
    if (isControl(action)) {
      this.control(player, action, named['Then'] === 'deletes');
      return;
    }
    const { denyPolicyArn, boundaryPolicyArn } = account.rules;
    const meant = (value: string) =>
      value === 'deny' ? denyPolicyArn : value === 'boundary' ? boundaryPolicyArn : value;
    const input: Record<string, unknown> = {};
    for (const [name, value] of Object.entries(named))
      input[name] = name === 'UserName' ? this.nameNow(value) : meant(value);
    if (action === 'CreatePolicyVersion') Object.assign(input, { PolicyDocument: ALLOW_ALL, SetAsDefault: true });
    if (action === 'DeleteAccessKey')
      input['AccessKeyId'] = this.players.get(named['UserName'] ?? '')?.credentials.accessKeyId;
    const answered = created.parse(account.act(player, action, input));
    if (action === 'CreateUser' && answered?.User) {
      this.players.set('made', {
        id: answered.User.UserId,
        name: 'made',
        credentials: { accessKeyId: '', secretAccessKey: '' },
      });
    }
    if (action === 'CreateAccessKey' && answered?.AccessKey) this.keep(named['UserName'] ?? '', answered.AccessKey);
  }

  private control(by: Player, control: Control, isDeleted: boolean): void {
    const { action, arn } = controlled(control, ACCOUNT);
    if (this.account.may(by, action, arn)) this.wire.control(control, isDeleted);
  }

  private forge(by: Player, whom: string, forgery: string): void {
    const { account } = this;
    const player = whom === 'admin' ? account.admin : this.players.get(whom);
    const [latest] = account.events.slice(-1);
    if (player === undefined || latest === undefined || !account.may(by, 'sqs:SendMessage', QUEUE)) return;
    const named = { ...player, name: account.nameOf(player) ?? player.name };
    const add = forged(account, account.admin, named, `in-order-${this.forgeries}`);
    const { denyPolicyArn } = account.rules;
    const messages: Readonly<Record<string, CloudTrailEvent>> = {
      add,
      release: altered(add, {
        ...{ eventName: 'DetachUserPolicy', requestParameters: { userName: named.name, policyArn: denyPolicyArn } },
      }),
      'long ago': altered(add, { eventTime: '2020-01-01T00:00:00Z' }),
      refused: altered(latest, { errorCode: 'AccessDenied', errorMessage: 'not authorized', responseElements: null }),
    };
    const message = messages[forgery];
    if (message === undefined) return;
    this.forgeries += 1;
    this.wire.send(message);
  }

  private keep(
    whose: string,
    { AccessKeyId, SecretAccessKey }: { AccessKeyId: string; SecretAccessKey: string },
  ): void {
    const credentials = { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey };
    const player = this.players.get(whose);
    // An admin's leaked key is an admin to any guard that looks at users: it is told.
    if (player === undefined) return;
    const held = { ...player, credentials };
    if (player.credentials.accessKeyId === '') this.players.set(whose, held);
    else this.stolen.push(held);
  }

  private nameNow(name: string): string {
    const player = name === 'admin' ? this.account.admin : this.players.get(name);
    return (player && this.account.nameOf(player)) ?? name;
  }

  /** What is wrong at the end. */
  public faults(): readonly string[] {
    const { account } = this;
    const callers = new Set(account.events.map(({ detail }) => detail.userIdentity.principalId));
    // Who lies low and has been given rights keeps them until the first call; people were told.
    const hasCalled = ({ id }: Player) => callers.has(id);
    const strong = [...this.players.entries(), ...this.stolen.map((player) => ['stolen', player] as const)]
      .filter(([, player]) => account.nameOf(player) !== undefined && hasCalled(player) && account.mayCallIam(player))
      .map(([name]) => `${name} may call IAM`);
    const { admin } = account;
    const denied = account.deniesOn(admin).map((arn) => `the admin carries ${arn}`);
    const named = account
      .told()
      .some(({ title, body }) => /\badmin\b[^\n]*(?:admin group|Administrators)/.test(`${title}\n${body}`));
    const removed = account.events.some(
      ({ detail }) =>
        detail.errorCode === undefined &&
        detail.eventName === 'RemoveUserFromGroup' &&
        wasAdmins(detail.requestParameters, account),
    );
    return [
      ...strong,
      ...denied,
      ...(removed && account.nameOf(admin) !== undefined && !named ? ['nobody is told of the removed admin'] : []),
    ];
  }
}

const wasAdmins = (parameters: unknown, { admin }: PlayedAccount) =>
  JSON.stringify(parameters ?? {}).includes(`"userName":"${admin.name}"`) &&
  JSON.stringify(parameters).includes(`"groupName":"${ADMINS}"`);
