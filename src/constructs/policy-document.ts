type OneOrMore = string | readonly string[];

/** One statement of an identity or resource policy. */
export interface PolicyStatement {
  readonly Sid?: string;
  readonly Effect: 'Allow' | 'Deny';
  /** Who the statement is about; resource and trust policies only. */
  readonly Principal?: '*' | Readonly<Record<string, OneOrMore>>;
  readonly Action?: OneOrMore;
  readonly NotAction?: OneOrMore;
  readonly Resource?: OneOrMore;
  readonly NotResource?: OneOrMore;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, OneOrMore>>>>;
}

/** Writes statements as a policy document. */
export function policyDocument(statements: readonly PolicyStatement[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements });
}

/** Writes a document whose variables are IAM's: they look like Terraform's, which must leave them alone. */
export function verbatim(document: object): string {
  return JSON.stringify(document).split('${').join('$${');
}

/** For whom a service may act as a role. */
export interface ActingFor {
  readonly accountId: string;

  /** Resources of the account; `*` in them is any text. */
  readonly arns: readonly string[];
}

/**
 * Lets one AWS service assume a role.
 *
 * @param actingFor what the service says it acts for, where it says so; without it every resource of every account that
 * may pass the role
 */
export function trustOf(service: string, actingFor?: ActingFor): string {
  return policyDocument([
    {
      Effect: 'Allow',
      Principal: { Service: service },
      Action: 'sts:AssumeRole',
      ...(actingFor !== undefined && {
        Condition: {
          StringEquals: { 'aws:SourceAccount': actingFor.accountId },
          ArnLike: { 'aws:SourceArn': actingFor.arns },
        },
      }),
    },
  ]);
}

/** Refuses every call to a resource that does not come over TLS. */
export function tlsOnly(action: string, resources: readonly string[]): PolicyStatement {
  return {
    Sid: 'TlsOnly',
    Effect: 'Deny',
    Principal: '*',
    Action: action,
    Resource: resources,
    Condition: { Bool: { 'aws:SecureTransport': 'false' } },
  };
}
