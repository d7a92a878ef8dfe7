import type { Analyzers, AnalyzerSeed, FindingSeed } from './access-analyzer/analyzers';
import type { AccountParts } from './account-parts';
import type { EventDelivery } from './events/delivery';
import type { Resource } from './resources/resources';
import type { Workload } from './workloads/workloads';
import type { MailIdentity, SentMail } from './ses/mail';
import type { SecurityFinding } from './security-hub/hub';
import type { StoredObject } from './s3/buckets';

/** The methods that set the scene in every service but IAM: what it holds before anybody calls it. */
export abstract class ServiceScene {
  protected constructor(protected readonly parts: AccountParts) {}

  /** @param policy text of the bucket's policy. @default none */
  addBucket(name: string, policy?: string, region?: string): void {
    this.parts.buckets.create(name, false, policy, region);
  }

  /** Adds a key, queue, topic, secret or repository, or gives one another policy. @returns the ARN */
  addResource({ region = 'us-east-1', ...resource }: Omit<Resource, 'arn' | 'region'> & { region?: string }): string {
    return this.parts.resources.add({ ...resource, region });
  }

  /** Adds an analyzer of IAM Access Analyzer, which has found nothing yet. @returns the ARN */
  addAnalyzer(seed: AnalyzerSeed): string {
    return this.parts.analyzers.add(seed);
  }

  /** Lets an analyzer find something. @returns the id of the finding */
  addFinding(analyzerArn: string, seed: FindingSeed): string {
    return this.parts.analyzers.addFinding(analyzerArn, seed);
  }

  /** Gives a finding of an analyzer another status. */
  settleFinding(...[id, status]: Parameters<Analyzers['settle']>): void {
    this.parts.analyzers.settle(id, status);
  }

  /** Adds something that has a role, such as a function that is never invoked. @param region @default 'us-east-1' @returns the ARN */
  addWorkload(one: Workload, region = 'us-east-1'): string {
    return this.parts.workloads.add(one, region);
  }

  /** Enables Security Hub. @param region @default 'us-east-1' */
  enableSecurityHub(region = 'us-east-1'): void {
    this.parts.hubs.enable(region);
  }

  /** What Security Hub was told, in the order in which it was told first. @param region @default 'us-east-1' */
  hubFindings(region = 'us-east-1'): readonly SecurityFinding[] {
    return this.parts.hubs.findings(region);
  }

  /** Verifies an address or domain in SES, so that it may send. In the sandbox it may receive as well. */
  verifyMail(identity: MailIdentity): void {
    this.parts.mails.verify(identity);
  }

  /** Has SES send to anybody. @param region @default 'us-east-1' */
  leaveMailSandbox(region = 'us-east-1'): void {
    this.parts.mails.leaveSandbox(region);
  }

  /** Every mail that SES has taken, of all Regions, in order. */
  mailed(): readonly SentMail[] {
    return this.parts.mails.sent;
  }

  /** Adds a SecureString parameter. @param kmsKeyArn @default AWS's own key */
  addParameter({ name, value, kmsKeyArn }: { name: string; value: string; kmsKeyArn?: string }): void {
    const parameter = { name, type: 'SecureString', value, ...(kmsKeyArn !== undefined && { kmsKeyArn }) } as const;
    this.parts.parameters.set(name, parameter);
  }

  /** Adds a secret with a value. @param kmsKeyArn @default AWS's own key @returns the ARN, which ends as Secrets Manager's do */
  addSecret(secret: { name: string; value: string; kmsKeyArn?: string; policy?: string }): string {
    const suffix = this.parts.state.identifiers.uuid('secret', secret.name).slice(0, 6);
    return this.parts.resources.add({ service: 'secretsmanager', region: 'us-east-1', ...secret }, `-${suffix}`);
  }

  /** Keeps the events that CloudTrail would deliver, until they are released: EventBridge has them late. */
  holdEvents(): void {
    this.parts.delivery.hold();
  }

  /** Delivers them. @param choose which, and in which order. @default as they came */
  releaseEvents(...choose: Parameters<EventDelivery['release']>): void {
    this.parts.delivery.release(...choose);
  }

  /** Leaves an event out of CloudTrail's history. */
  loseEvent(eventId: string): void {
    this.parts.history.lose(eventId);
  }

  /** Puts an object without asking anybody. @returns its version */
  putObject(bucket: string, key: string, body: string | Buffer): StoredObject {
    return this.parts.buckets.named(bucket).put(key, { body: Buffer.from(body) });
  }

  /** Puts an item, as DynamoDB writes it in JSON, without asking anybody. */
  async putItem(tableName: string, item: object): Promise<void> {
    await this.parts.database.send('PutItem', { TableName: tableName, Item: item });
  }
}
