import { wholeParts } from '../guard-parts';
import { type IAMClient } from '@aws-sdk/client-iam';
import { iamFallbackWriter } from '../../../src/aws/iam/fallback-writer';
import { policyEntities } from '../../../src/aws/iam/policy-entities';
import { iamReader } from '../../../src/aws/iam/reader';
import { iamReleaser } from '../../../src/aws/iam/releaser';
import { iamTagger } from '../../../src/aws/iam/tagger';
import { userTags } from '../../../src/aws/iam/user-tags';
import { iamWriter } from '../../../src/aws/iam/writer';
import { sha256 } from '../../../src/aws/sha256';
import type { WatchedRoster } from '../../../src/domain/admin-roster/watched';
import { titleOf, type Notice } from '../../../src/domain/notice/notice';
import { Clock } from '../../../src/embedded-account/clock';
import { EventHistory } from '../../../src/embedded-account/cloudtrail/history';
import type { CloudTrailEvent } from '../../../src/embedded-account/events/cloudtrail';
import { DirectIam } from '../../../src/embedded-account/iam/direct';
import type { Credentials } from '../../../src/embedded-account/iam/access/caller';
import { addAwsManagedPolicies } from '../../../src/embedded-account/iam/policies/aws-managed-policies';
import {
  addGroup,
  addPolicy,
  addRole,
  addUser,
  type PrincipalSeed,
} from '../../../src/embedded-account/iam/principals/principals';
import { addAccessKey } from '../../../src/embedded-account/iam/principals/credentials';
import type { User } from '../../../src/embedded-account/iam/entities';
import { AccountState } from '../../../src/embedded-account/iam/state';
import { Identifiers } from '../../../src/embedded-account/identifiers';
import { AwsError } from '../../../src/embedded-account/wire/aws-error';
import { carrier } from '../../../src/guardrails/revoker/apply/carrier';
import { fallBack } from '../../../src/guardrails/revoker/apply/fall-back';
import { mend, protect } from '../../../src/guardrails/revoker/mend';
import { leftOutNotice } from '../../../src/guardrails/revoker/report/rounds/notify-left-out';
import { RecentNotices } from '../../../src/guardrails/revoker/apply/recent-notices';
import { RecentRevocations } from '../../../src/guardrails/revoker/apply/recent-revocations';
import * as rounds from '../../../src/guardrails/revoker/rounds';
import { answer, type AnswerPorts } from '../../../src/guardrails/revoker/composition';
import { LOOK, REVOKER, TELL } from '../../../src/guardrails/revoker/contract';
import { revokerReleaser } from '../../../src/guardrails/revoker/release/releaser';
import type { Rules } from '../../../src/guardrails/revoker/rules';
import { textOf } from '../../../src/notify/render/text';
import { ACCOUNT, someRules } from '../revoker';
import { clientOf } from './client';
import { incidentsInMemory, ledgersInMemory } from './ledgers';

// Hours of an account pass in one test, which a busy machine takes more than the usual five seconds for.
jest.setTimeout(60_000);

/** A reading or writing of the revoker that fails once, counted from 0. */
export interface Failing {
  readonly at: number;
  /** `ended`: the function is terminated after it, and begins anew with the next delivery. */
  readonly fate: 'refused' | 'answer lost' | 'ended';
}

/** Somebody who acts in a played account. */
export interface Player {
  readonly id: string;
  readonly name: string;
  readonly credentials: Credentials;
}

const ADMINISTRATOR_ACCESS = 'arn:aws:iam::aws:policy/AdministratorAccess';
const START = new Date('2026-06-01T12:00:00Z');
const HISTORY_LAG_MS = 5 * 60_000;
const PROPAGATION_MS = 4_000;

/**
 * An account with the revoker in one process, without any wire: IAM is that of the embedded account, the ledger is in
 * memory, and a test says when which event is delivered.
 */
export class PlayedAccount {
  public readonly clock = new Clock(START.getTime());
  public readonly events: CloudTrailEvent[] = [];
  public readonly notices: Notice[] = [];
  public readonly admin: Player;
  public readonly groupId: string;
  public readonly rules: Rules;
  private readonly state = new AccountState(ACCOUNT, this.clock, new Identifiers('played'), { usageLagMs: 0 });
  private readonly iam = new DirectIam(this.state, PROPAGATION_MS, (event) => this.events.push(event));
  private readonly ports: AnswerPorts;
  private deliveries = 0;
  private readonly bucket = { left: 0, at: 0 };
  private readonly disturbances: { failing?: Failing | undefined; seen: number } = { seen: 0 };

  /** @param callsPerSecond of IAM that AWS answers; others are refused. @default all */
  public constructor(
    rules: Partial<Rules> = {},
    private readonly callsPerSecond = Infinity,
  ) {
    addAwsManagedPolicies(this.state);
    this.groupId = addGroup(this.state, { name: 'Administrators', policies: [ADMINISTRATOR_ACCESS] }).id;
    addGroup(this.state, { name: 'Developers' });
    this.admin = this.user('admin', [], [this.groupId]);
    this.rules = someRules({ adminGroups: [{ name: 'Administrators', id: this.groupId }], ...rules });
    const { denyDocument, boundaryDocument, denyPolicyArn, boundaryPolicyArn } = this.rules;
    addPolicy(this.state, { name: 'deny', arn: denyPolicyArn, document: JSON.stringify(denyDocument) });
    addPolicy(this.state, { name: 'boundary', arn: boundaryPolicyArn, document: JSON.stringify(boundaryDocument) });
    this.ports = this.portsOf(clientOf(this.iam, (reading) => this.meet(() => this.paced(reading))));
    // Everything above was there long before.
    this.clock.advance(3_600_000);
  }

  /** Adds a user without a call. @param policies ARNs @param groups ids */
  public user(
    name: string,
    policies: readonly string[],
    groups: readonly string[] = [],
    more: Pick<PrincipalSeed, 'inline' | 'boundary'> = {},
  ): Player {
    const user: User = addUser(this.state, { name, policies, ...more }, groups);
    const key = addAccessKey(this.state, user);
    return { id: user.id, name, credentials: { accessKeyId: key.id, secretAccessKey: key.secret } };
  }

  /** Adds a policy that allows everything, without a call. @returns its ARN */
  public policy(name: string): string {
    const document = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };
    return addPolicy(this.state, { name, document: JSON.stringify(document) }).arn;
  }

  /** Adds a role without a call, and opens a session of it. @param policies ARNs */
  public role(
    name: string,
    path: string,
    policies: readonly string[],
  ): Pick<Player, 'credentials'> & { readonly arn: string } {
    const role = addRole(this.state, { name, path, policies });
    const identity = { type: 'AssumedRole', roleId: role.id, sessionName: 'terraform' } as const;
    return { arn: this.state.arnOf('role', role), credentials: this.iam.sessions.issue(identity) };
  }

  /** Calls IAM. @returns what it answered; undefined where it refused */
  public act({ credentials }: Pick<Player, 'credentials'>, action: string, input: object): object | undefined {
    try {
      return this.iam.call(credentials, action, input) ?? {};
    } catch (error) {
      if (error instanceof AwsError) return undefined;
      throw error;
    }
  }

  /** Whether somebody may change IAM now. */
  public mayCallIam({ credentials }: Pick<Player, 'credentials'>): boolean {
    return this.iam.may(credentials, 'iam:CreateUser', `arn:aws:iam::${ACCOUNT}:user/anybody`);
  }

  /** Whether somebody may do something else than call IAM now. */
  public may({ credentials }: Pick<Player, 'credentials'>, action: string, arn: string): boolean {
    return this.iam.may(credentials, action, arn);
  }

  /** Policies of the guard that somebody carries, and groups of whose they are. */
  public deniesOn({ id }: Pick<Player, 'id'>): readonly string[] {
    const user = this.state.users.get(id);
    const own: readonly string[] = [this.rules.denyPolicyArn, this.rules.boundaryPolicyArn];
    if (user === undefined) return [];
    const groups = user.groups.current.flatMap((groupId) => this.state.groups.get(groupId) ?? []);
    const carried = [user, ...groups].flatMap(({ attached }) => [...attached.current]);
    return [...carried, user.boundary.current ?? ''].filter((arn) => own.includes(arn));
  }

  public nameOf({ id }: Pick<Player, 'id'>): string | undefined {
    return this.state.users.get(id)?.name;
  }

  /** Delivers an event as the queue does: again, where the function fails. */
  public deliver(event: CloudTrailEvent): Promise<void> {
    return this.send(JSON.stringify(event));
  }

  /** Delivers an event as often as the queue does; then it is a dead letter. @returns whether it is one */
  public async deliverInVain(event: CloudTrailEvent): Promise<boolean> {
    return this.deliver(event).then(
      () => false,
      () => true,
    );
  }

  /** Counts from now on what the revoker reads and writes, and has one of these fail. */
  public disturb(failing: Failing | undefined): void {
    Object.assign(this.disturbances, { failing, seen: 0 });
  }

  /** How much the revoker has read and written since. */
  public disturbed(): number {
    return this.disturbances.seen;
  }

  public membersOf(groupName: string): readonly string[] {
    const { id } = this.state.groupNamed(groupName);
    return [...this.state.users.values()].flatMap(({ name, groups }) => (groups.current.includes(id) ? [name] : []));
  }

  public async openIncidents(): Promise<number> {
    return (await this.ports.incidents.allOpen(ACCOUNT)).length;
  }

  public async waitingCalls(): Promise<number> {
    const { waiting } = this.ports.lists(() => undefined);
    return (await waiting.open(ACCOUNT, this.clock.now())).length;
  }

  /** Who is an admin, as the last look knew it. */
  public async roster(): Promise<WatchedRoster | undefined> {
    return this.ports.adminRosters.of(ACCOUNT);
  }

  public look = (): Promise<void> => this.send(LOOK);
  public tell = (): Promise<void> => this.send(TELL);

  /** Headlines of all that people were told, and its text. */
  public told(): readonly { readonly title: string; readonly body: string }[] {
    return this.notices.map((notice) => ({ title: titleOf(notice), body: textOf(notice) }));
  }

  /** Carries out a reading or writing, which fails where its turn has come. */
  private async meet<T>(reading: () => Promise<T>): Promise<T> {
    const { failing } = this.disturbances;
    const turn = this.disturbances.seen;
    this.disturbances.seen += 1;
    const isMeant = failing !== undefined && (failing.fate === 'ended' ? turn > failing.at : turn === failing.at);
    if (!isMeant) return reading();
    if (failing.fate === 'answer lost') await reading();
    throw new Error(`${failing.fate} at ${turn}`);
  }

  /** What was terminated is over with the delivery. */
  private beginAnew(): void {
    const { failing, seen } = this.disturbances;
    if (failing?.fate === 'ended' && seen > failing.at) this.disturbances.failing = undefined;
  }

  /** A call takes ten milliseconds, and is refused where IAM has answered as many as it does in a second. */
  private async paced<T>(call: () => Promise<T>): Promise<T> {
    if (this.callsPerSecond === Infinity) return call();
    this.clock.advance(10);
    const now = this.clock.now().getTime();
    const { bucket } = this;
    bucket.left = Math.min(this.callsPerSecond, bucket.left + ((now - bucket.at) / 1_000) * this.callsPerSecond);
    bucket.at = now;
    if (bucket.left < 1) throw new Error('Throttling: Rate exceeded');
    bucket.left -= 1;
    return call();
  }

  /** Has each method of a port be met. */
  private met<P extends object>(port: P): P {
    return new Proxy(port, {
      get: (target, name) => {
        const method: unknown = Reflect.get(target, name);
        if (typeof method !== 'function') return method;
        return (...given: unknown[]) => this.meet(() => Promise.resolve(Reflect.apply(method, target, given)));
      },
    });
  }

  private async send(body: string): Promise<void> {
    this.deliveries += 1;
    const deliveryId = `delivery-${this.deliveries}`;
    for (let attempt = 1; ; attempt += 1) {
      try {
        await answer({ deliveryId, attempt, body }, this.ports);
        return;
      } catch (error) {
        if (attempt === 3) throw error;
      } finally {
        this.beginAnew();
      }
    }
  }

  private portsOf(client: IAMClient): AnswerPorts {
    const { rules, clock } = this;
    const iam = iamReader(client);
    const incidents = this.met(incidentsInMemory());
    const ledgers = ledgersInMemory();
    const ledger = {
      ...{
        judged: this.met(ledgers.judged),
        adminRosters: this.met(ledgers.adminRosters),
        hints: this.met(ledgers.hints),
      },
      ...{ waiting: this.met(ledgers.waiting), owed: this.met(ledgers.owed), tellings: this.met(ledgers.tellings) },
      acceptances: this.met(ledgers.acceptances),
    };
    const now = () => clock.now();
    const seed = { id: this.groupId, memberIds: [this.admin.id], at: START };
    const history = new EventHistory(this.events, clock, HISTORY_LAG_MS);
    const fallbackWriter = iamFallbackWriter(client);
    const writer = iamWriter(client);
    const releaser = revokerReleaser({
      ...{ accountId: ACCOUNT, reader: iam, releaser: iamReleaser(client), incidents: () => incidents, now },
      acceptances: () => ledger.acceptances,
      adminRosters: () => ledger.adminRosters,
      tagger: iamTagger(client),
      ...{ adminGroups: rules.adminGroups, runbook: rules.runbook, denyPolicies: rules },
      place: { region: 'us-east-1', releaseFunction: rules.releaseFunction },
    });
    return {
      ...{ rules, iam, incidents, now, writer, ...ledger, entitiesOf: policyEntities(client) },
      tags: userTags(client),
      rounds: () => Promise.resolve(rounds),
      adminSeeds: { of: (_, groupId) => Promise.resolve(groupId === seed.id ? seed : undefined) },
      recent: new RecentRevocations(),
      recentNotices: new RecentNotices(),
      leftOut: () => Promise.resolve({ leftOutNotice }),
      mending: () => Promise.resolve({ mend, protect }),
      sha256,
      log: () => undefined,
      carry: carrier({
        ...{ reader: iam, writer },
        fallback: (request) => fallBack(request, rules, { reader: iam, writer: fallbackWriter }),
      }),
      release: async (value) => {
        const work = await releaser.jobs({ kind: 'principal', guardrail: REVOKER, by: 'id', value }, () => []);
        if (work.kind === 'jobs') for (const job of work.jobs) await job.release();
      },
      parts: wholeParts(rules),
      watching: {
        adminRosters: ledger.adminRosters,
        adminSeeds: { of: (_, groupId) => Promise.resolve(groupId === seed.id ? seed : undefined) },
        acceptances: ledger.acceptances,
        users: () => iam.users(),
        history: (asked, from, to) => {
          const attributes =
            'eventSource' in asked
              ? [{ key: 'EventSource', value: asked.eventSource }]
              : asked.eventNames.map((value) => ({ key: 'EventName', value }));
          const times = { from: from.getTime(), to: to.getTime() };
          const found = attributes.flatMap((attribute) => history.lookUp({ attribute, ...times }));
          return Promise.resolve({ kind: 'complete', records: found.map(({ detail }) => JSON.stringify(detail)) });
        },
      },
      telling: {
        ledger: ledger.tellings,
        owed: ledger.owed,
        alert: (notice) =>
          this.meet(() => {
            this.notices.push(notice);
            return Promise.resolve();
          }),
      },
      lists: () => ({ owed: ledger.owed, waiting: ledger.waiting }),
    };
  }
}
