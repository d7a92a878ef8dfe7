import { AwsError } from '../wire/aws-error';
import { parseResourcePolicy } from '../policy/statement';
import type { AttachedPolicies } from '../policy/attached';

/** Services whose resources the account knows by nothing but their policies. */
export type ResourceService = 'kms' | 'sqs' | 'sns' | 'secretsmanager' | 'ecr';

/** A key, queue, topic, secret or repository. */
export interface Resource {
  readonly service: ResourceService;
  readonly region: string;
  /** Such as the id of a key. */
  readonly name: string;
  readonly arn: string;
  /** Absent where it has none. */
  readonly policy?: string;
  /** Of a secret. Absent where it has none. */
  readonly value?: string;
  /** Key that encrypts a secret. Absent where it is AWS's own. */
  readonly kmsKeyArn?: string;
}

/** What stands before the name in an ARN. */
const KINDS: Readonly<Record<ResourceService, string>> = {
  kms: 'key/',
  sqs: '',
  sns: '',
  secretsmanager: 'secret:',
  ecr: 'repository/',
};

/** The account's keys, queues, topics, secrets and repositories, in all Regions. */
export class Resources {
  private readonly byArn = new Map<string, Resource>();

  constructor(private readonly accountId: string) {}

  /**
   * Adds one, or gives one another policy.
   *
   * @param suffix what the service puts behind the name in the ARN
   * @returns the ARN
   * @throws ZodError or SyntaxError for a policy that the service would refuse
   */
  add(resource: Omit<Resource, 'arn'>, suffix = ''): string {
    const { service, name, region, policy } = resource;
    if (policy !== undefined) parseResourcePolicy(policy);
    const arn = `arn:aws:${service}:${region}:${this.accountId}:${KINDS[service]}${name}${suffix}`;
    this.byArn.set(arn, { ...resource, arn });
    return arn;
  }

  /** Those of a service in a Region, in the order of their ARNs. */
  of(service: ResourceService, region: string): readonly Resource[] {
    return [...this.byArn.values()]
      .filter((one) => one.service === service && one.region === region)
      .sort((one, other) => (one.arn < other.arn ? -1 : 1));
  }

  /** @throws AwsError of this code where there is none of the name */
  named(service: ResourceService, region: string, name: string, code: string): Resource {
    const found = this.of(service, region).find((one) => one.name === name || one.arn === name);
    if (!found) throw new AwsError(code, `there is no ${KINDS[service]}${name} in ${region}`, 400);
    return found;
  }

  readonly attached: AttachedPolicies = (arn) => {
    const resource = this.byArn.get(arn);
    if (resource?.policy === undefined) return undefined;
    return { policy: parseResourcePolicy(resource.policy), mustAllow: resource.service === 'kms' };
  };
}

const SCOPE = /Credential=[^/]+\/\d{8}\/([\w-]+)\//;

/** The Region that a request is signed for. */
export function regionOf({ headers }: { readonly headers: Readonly<Record<string, string>> }): string {
  const [, region = 'us-east-1'] = SCOPE.exec(headers['authorization'] ?? '') ?? [];
  return region;
}
