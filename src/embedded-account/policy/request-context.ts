const KNOWN = new Set(
  [
    ...[
      'aws:CurrentTime',
      'aws:EpochTime',
      'aws:PrincipalAccount',
      'aws:PrincipalArn',
      'aws:PrincipalType',
      'aws:userid',
    ],
    ...['aws:username', 'aws:SecureTransport', 'aws:SourceIp', 'aws:UserAgent', 'aws:RequestedRegion', 'aws:TagKeys'],
    ...['aws:MultiFactorAuthPresent', 'aws:MultiFactorAuthAge', 'aws:TokenIssueTime', 'aws:ResourceAccount'],
    ...['aws:PrincipalIsAWSService', 'aws:ViaAWSService', 'aws:CalledVia', 'aws:SourceAccount', 'aws:SourceArn'],
    ...['iam:PolicyARN', 'iam:PermissionsBoundary', 'iam:AWSServiceName', 'iam:PassedToService'],
    ...['lambda:SourceFunctionArn', 'dynamodb:LeadingKeys', 'sns:Protocol', 'sns:Endpoint'],
    ...['s3:prefix', 's3:max-keys', 'kms:CallerAccount', 'kms:ViaService', 'securityhub:TargetAccount'],
    ...['ses:FromAddress', 'ses:Recipients', 'ses:ApiVersion'],
  ].map((key) => key.toLowerCase()),
);
const KNOWN_PREFIXES = [
  'aws:principaltag/',
  'aws:requesttag/',
  'aws:resourcetag/',
  'iam:resourcetag/',
  'kms:encryptioncontext:',
];

/** Condition keys of one request. A key the account knows may be absent; one it does not know is never guessed. */
export class RequestContext {
  private readonly values: ReadonlyMap<string, readonly string[]>;

  constructor(entries: Readonly<Record<string, string | readonly string[] | undefined>>) {
    this.values = new Map(
      Object.entries(entries).flatMap(([key, value]) =>
        value === undefined ? [] : [[key.toLowerCase(), typeof value === 'string' ? [value] : value] as const],
      ),
    );
  }

  get(key: string): readonly string[] | undefined {
    return this.values.get(key.toLowerCase());
  }

  knows(key: string): boolean {
    const name = key.toLowerCase();
    return KNOWN.has(name) || KNOWN_PREFIXES.some((prefix) => name.startsWith(prefix));
  }
}
