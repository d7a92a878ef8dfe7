import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Notice } from '../../../src/domain/notice/notice';
import { knownOf } from '../../../src/notify/parse';
import { textOf } from '../../../src/notify/render/text';
import { temporaryFolder } from '../../support/temporary-folder';
import { Account } from './account';
import { DeployedFunction } from './deployed-function';
import { inventory } from './inventory';
import { startMoto, type Moto } from './moto';
import type { Person } from './people';
import { Project } from './project';
import { providerMirror } from './provider-mirror';
import { Terraform } from './terraform';

export const PREFIX = 'iam-guardrails';
export const OWN_PATH = `/${PREFIX}/`;
export const STATE_BUCKET = 'terraform-state';
export const NOTICES = 'notices-as-received';

/** An account with people in it, and a checkout that Terraform deploys to it. */
export class Stage {
  private people: Readonly<Record<string, object>> = {};
  private deployedBy: object = {};

  private constructor(
    private readonly moto: Moto,
    /** File to which moto writes the calls it gets. */
    private readonly calls: string,
    public readonly account: Account,
    private readonly project: Project,
    public readonly terraform: Terraform,
    /** Becomes an admin. */
    public readonly admin: Person,
    /** May use two services and uses one; so does the role `worker`. */
    public readonly rogue: Person,
    /** Does nothing, with an access key as old as itself. */
    public readonly leaver: Person,
    /** Inventory of the account before anything is deployed. */
    public readonly before: readonly string[],
  ) {}

  public static async prepare(): Promise<Stage> {
    const calls = join(temporaryFolder('calls-'), 'calls.txt');
    const moto = await startMoto(calls);
    const account = new Account(moto.endpoint);
    await account.createBucket(STATE_BUCKET);
    const { people } = account;
    const [admin, rogue, leaver] = [
      await people.hire('ada'),
      await people.hire('mallory'),
      await people.hire('leaver'),
    ];
    await people.allow(rogue, 's3:GetObject', 'sqs:*');
    await people.createRole('worker', 'ec2:*', 's3:*');
    const project = new Project();
    const { stack, aside } = project;
    const { endpoint } = moto;
    const terraform = new Terraform({ stack, aside, endpoint, provider: providerMirror(aside) });
    return new Stage(moto, calls, account, project, terraform, admin, rogue, leaver, await inventory(moto.endpoint));
  }

  /** Everything in the account by now, but for what the tests themselves receive. */
  public async inventory(): Promise<readonly string[]> {
    return (await inventory(this.moto.endpoint)).filter((thing) => !thing.includes(NOTICES));
  }

  /** Synthesises what a first deployment sets; override only what the test is about. */
  public async synth(revoker: object = {}, permissionsBoundary: object = {}, more: object = {}): Promise<void> {
    this.deployedBy = {
      allowedAccountIds: ['123456789012'],
      backend: { s3: { bucket: STATE_BUCKET, key: 'iam-guardrails.tfstate' } },
      notifications: {
        emails: ['on-call@example.com'],
        channels: [
          { name: 'security', type: 'slack', secret: { ssm: '/guardrails/slack' } },
          { name: 'chat', type: 'amazonQ' },
        ],
        routes: {
          incident: ['email', 'security'],
          guardrails: { 'permissions-boundary': { digest: ['email', 'chat'] } },
        },
      },
      revoker: { adminGroups: ['Administrators'], ...revoker },
      // Reports are there at once.
      audit: { reportWaitSeconds: 0, forceDestroy: true },
      permissionsBoundary,
      ...more,
    };
    await this.project.synth(this.deployedBy);
  }

  /** The settings that were synthesised last. */
  public get settings(): object {
    return this.deployedBy;
  }

  /** @returns names of the calls that somebody makes, as moto calls them (`awslambda:GetFunction`), each once */
  public async callsOf(somebody: () => Promise<unknown>): Promise<readonly string[]> {
    writeFileSync(this.calls, '');
    await somebody();
    return [...new Set(readFileSync(this.calls, 'utf8').split('\n').filter(Boolean))];
  }

  /** Remembers what IAM says of everybody. */
  public async rememberPeople(): Promise<void> {
    this.people = await this.account.people.detailsOutside(OWN_PATH);
  }

  /** What IAM said of everybody when it was remembered, by name. */
  public get peopleBefore(): Readonly<Record<string, object>> {
    return this.people;
  }

  /** @param name without the prefix */
  public async deployed(name: string): Promise<DeployedFunction> {
    const { stack, aside } = this.project;
    const { lambda, environment: aws } = this.account;
    return DeployedFunction.read(lambda, `${PREFIX}-${name}`, { stack, aside, aws });
  }

  /** Takes the notices that people got since they were last taken, as text. */
  public async notices(): Promise<readonly string[]> {
    return (await this.account.queues.drain(NOTICES)).map(({ body }) => textOf(noticeIn(body)));
  }

  public async tearDown(): Promise<void> {
    try {
      await Promise.all([this.terraform.stop(), this.moto.stop()]);
    } finally {
      this.project.remove();
    }
  }
}

/** The notice of a message that SNS delivered as it is. */
function noticeIn(Message: string): Notice {
  const known = knownOf(JSON.stringify({ MessageId: 'raw', Message, MessageAttributes: { class: { Value: 'any' } } }));
  if (known === undefined) throw new Error(`the message is no notice: ${Message}`);
  return known.notice;
}
