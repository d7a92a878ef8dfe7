/** Where a deployment is, as far as its ARNs need it. The account may be a Terraform expression. */
export interface Place {
  readonly partition: string;
  readonly region: string;
  readonly accountId: string;
  /** Beginning of every name. */
  readonly prefix: string;
}

/**
 * Names and ARNs the project's parts know each other by.
 *
 * They are written down, not read from one another: a role can name its own function, and a queue its rule, without a
 * circle of references.
 */
export function namesOf({ partition, region, accountId, prefix }: Place) {
  const regional = (service: string, rest: string) => `arn:${partition}:${service}:${region}:${accountId}:${rest}`;
  return {
    rolePath: `/${prefix}/`,
    trail: prefix,
    trailArn: regional('cloudtrail', `trail/${prefix}`),
    trailBucket: `${prefix}-trail-${accountId}`,
    trailLogGroup: `/${prefix}/trail`,
    logGroupArn: (name: string) => regional('logs', `log-group:${name}`),
    trailRole: `${prefix}-trail`,
    topic: `${prefix}-notices`,
    ledger: `${prefix}-ledger`,
    ledgerArn: regional('dynamodb', `table/${prefix}-ledger`),
    boundaryPolicy: `${prefix}-deny-iam-boundary`,
    boundaryPolicyArn: `arn:${partition}:iam::${accountId}:policy/${prefix}/${prefix}-deny-iam-boundary`,
    users: `arn:${partition}:iam::${accountId}:user/*`,
    groups: `arn:${partition}:iam::${accountId}:group/*`,
    roles: `arn:${partition}:iam::${accountId}:role/*`,
    /** Groups of a name, whatever their path. */
    groupsNamed: (name: string) => ['', '*/'].map((path) => `arn:${partition}:iam::${accountId}:group/${path}${name}`),
    /** Managed policies of the account, and those of AWS. */
    policies: [accountId, 'aws'].map((owner) => `arn:${partition}:iam::${owner}:policy/*`),
    instanceProfiles: `arn:${partition}:iam::${accountId}:instance-profile/*`,
    virtualDevices: `arn:${partition}:iam::${accountId}:mfa/*`,
    /** A role of the deployment, by its whole name. */
    ownRoleArn: (name: string) => `arn:${partition}:iam::${accountId}:role/${prefix}/${name}`,
    evidenceBucket: `${prefix}-evidence-${accountId}`,
    evidenceBucketArn: `arn:${partition}:s3:::${prefix}-evidence-${accountId}`,
    /** ARN of an object written as `s3://bucket/key`. */
    objectArn: (address: string) => `arn:${partition}:s3:::${address.slice('s3://'.length)}`,
    /** Every bucket of the account, and of any other: a bucket's ARN names none. */
    buckets: `arn:${partition}:s3:::*`,
    /** Resources of the account, whatever their Region. */
    everywhereArn: (service: string, resource: string) => `arn:${partition}:${service}:*:${accountId}:${resource}`,
    /** Roles that only AWS's own services make; IAM reserves their paths. */
    reservedRoles: ['aws-reserved', 'aws-service-role'].map(
      (path) => `arn:${partition}:iam::${accountId}:role/${path}/*`,
    ),
    /** A policy on the path of the deployment. */
    ownPolicyArn: (name: string) => `arn:${partition}:iam::${accountId}:policy/${prefix}/${name}`,
    /** A group on a path below that of the deployment. */
    ownGroupArn: (name: string) => `arn:${partition}:iam::${accountId}:group/${prefix}/${name}`,
    policyArn: (name: string) => `arn:${partition}:iam::${accountId}:policy/${name}`,
    /** A parameter of Systems Manager, whose name begins with a slash. */
    parameterArn: (name: string) => regional('ssm', `parameter${name}`),
    /** A secret by its name: Secrets Manager puts a hyphen and six characters behind it. */
    secretArn: (name: string) => regional('secretsmanager', `secret:${name}-??????`),
    /** How a service of the Region calls itself when it asks for a key. */
    viaService: (service: string) => `${service}.${region}.amazonaws.com`,
    /** Topic of a channel of Amazon Q Developer. */
    chatTopic: (channel: string) => `${prefix}-chat-${channel}`,
    chatTopicArn: (channel: string) => regional('sns', `${prefix}-chat-${channel}`),
    functionName: (job: string) => `${prefix}-${job}`,
    functionArn: (job: string) => regional('lambda', `function:${prefix}-${job}`),
    ruleArn: (name: string) => regional('events', `rule/${prefix}-${name}`),
    /** Every alarm of the Region. */
    alarmsArn: regional('cloudwatch', 'alarm:*'),
    stateMachineArn: (name: string) => regional('states', `stateMachine:${prefix}-${name}`),
    /** Group of every schedule that names none. */
    scheduleGroupArn: regional('scheduler', 'schedule-group/default'),
    /** Integration of a state machine with another service, such as `lambda:invoke`. */
    integrationArn: (integration: string) => `arn:${partition}:states:::${integration}`,
    /** The account's own product in Security Hub, which its findings belong to. */
    hubProductArn: regional('securityhub', `product/${accountId}/default`),
    /** Every analyzer of IAM Access Analyzer in the Region. */
    analyzersArn: regional('access-analyzer', 'analyzer/*'),
    /** An identity or configuration set of SES. @param inRegion @default that of the deployment */
    mailArn: (resource: string, inRegion = region) => `arn:${partition}:ses:${inRegion}:${accountId}:${resource}`,
    queueArn: (name: string) => regional('sqs', `${prefix}-${name}`),
  };
}

export type Names = ReturnType<typeof namesOf>;
