import { servicesTrustedBy } from '../identity/trusted-services';

/** Services that can be asked which roles they use. */
export const ASKED_SERVICES = [
  'lambda',
  'edgelambda',
  'states',
  'ecs',
  'events',
  'config',
  'codebuild',
  'ec2',
] as const;

export type AskedService = (typeof ASKED_SERVICES)[number];

/** The calls by which each of them is asked, as the actions of policies. */
export const ASKING: Readonly<Record<AskedService, readonly string[]>> = {
  lambda: ['lambda:ListFunctions'],
  edgelambda: ['lambda:ListFunctions'],
  states: ['states:DescribeStateMachine', 'states:ListStateMachineVersions', 'states:ListStateMachines'],
  ecs: [
    ...['ecs:DescribeServices', 'ecs:DescribeTaskDefinition', 'ecs:DescribeTasks', 'ecs:ListClusters'],
    ...['ecs:ListServices', 'ecs:ListTaskDefinitions', 'ecs:ListTasks'],
  ],
  events: ['events:ListEndpoints', 'events:ListEventBuses', 'events:ListRules', 'events:ListTargetsByRule'],
  config: ['config:DescribeConfigurationAggregators', 'config:DescribeConfigurationRecorders'],
  codebuild: [
    ...['codebuild:BatchGetFleets', 'codebuild:BatchGetProjects', 'codebuild:ListFleets', 'codebuild:ListProjects'],
  ],
  ec2: ['ec2:DescribeIamInstanceProfileAssociations'],
};

/** Which of them uses a role that trusts a principal. Of a principal that is not here nobody can be asked. */
const BY_PRINCIPAL = new Map<string, AskedService>([
  ['lambda.amazonaws.com', 'lambda'],
  ['edgelambda.amazonaws.com', 'edgelambda'],
  ['states.amazonaws.com', 'states'],
  ['ecs.amazonaws.com', 'ecs'],
  ['ecs-tasks.amazonaws.com', 'ecs'],
  ['events.amazonaws.com', 'events'],
  ['config.amazonaws.com', 'config'],
  ['codebuild.amazonaws.com', 'codebuild'],
  ['ec2.amazonaws.com', 'ec2'],
]);

/**
 * The Region that has all of a service, whichever others an account uses. Replicas at the edge are versions of functions in
 * us-east-1 (CloudFront Developer Guide, restrictions on Lambda@Edge), and there is none outside the partition `aws`.
 */
const WHOLLY_IN: Readonly<Partial<Record<AskedService, string>>> = { edgelambda: 'us-east-1' };

/** The Regions in which a service is asked. @param regions those that the account uses */
export function regionsToAsk(service: AskedService, regions: readonly string[]): readonly string[] {
  const only = WHOLLY_IN[service];
  return only === undefined ? regions : [only];
}

/** @param principal such as `lambda.amazonaws.com` @returns undefined where nobody can be asked */
export const serviceOfPrincipal = (principal: string): AskedService | undefined => BY_PRINCIPAL.get(principal);

/** The services to ask about roles, and no others. @param trusts trust policies of the roles that are in question */
export function servicesToAsk(trusts: readonly string[]): readonly AskedService[] {
  const asked = new Set(trusts.flatMap((trust) => servicesTrustedBy(trust) ?? []).map(serviceOfPrincipal));
  return ASKED_SERVICES.filter((service) => asked.has(service));
}

/** A role that something uses. */
export interface UsedRole {
  /** ARN or name; of EC2 that of an instance profile. */
  readonly role: string;
  /** ARN, or name, of what uses it. */
  readonly by: string;
}

/** What a service said. */
export interface AskedRoles {
  readonly service: AskedService;
  readonly used: readonly UsedRole[];
  /** What it did not say, and why. */
  readonly unread: readonly { readonly what: string; readonly why: string }[];
}
