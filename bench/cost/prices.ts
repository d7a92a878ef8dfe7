import { ANALYZED_DOLLARS } from '../../src/guardrails/credential-cleanup/contract';

/** What AWS takes in us-east-1, in dollars, without its free tiers. */
export interface Price {
  readonly dollars: number;
  /** So many for this price. */
  readonly per: number;
  readonly source: string;
}

/** When the prices were written down; what AWS's pages say holds. */
export const PRICES_OF = '2026-11-28';

const page = (service: string) => `https://aws.amazon.com/${service}/pricing/`;

export const PRICES = {
  /** A metric that an alarm watches, a month; each metric of a sum counts. */
  alarmMetric: { dollars: 0.1, per: 1, source: page('cloudwatch') },
  /** A metric of one's own, a month; charged by the hours in which it is published. */
  metric: { dollars: 0.3, per: 1, source: page('cloudwatch') },
  /** A dashboard, a month; three of an account are free. */
  dashboard: { dollars: 3, per: 1, source: page('cloudwatch') },
  logGigabyteIn: { dollars: 0.5, per: 1, source: page('cloudwatch') },
  logGigabyteScanned: { dollars: 0.005, per: 1, source: page('cloudwatch') },
  trailEventCopy: { dollars: 2, per: 100_000, source: page('cloudtrail') },
  lambdaRequest: { dollars: 0.2, per: 1_000_000, source: page('lambda') },
  /** On arm64, which the functions run on. */
  lambdaGigabyteSecond: { dollars: 0.0000133334, per: 1, source: page('lambda') },
  sqsRequest: { dollars: 0.4, per: 1_000_000, source: page('sqs') },
  stateTransition: { dollars: 25, per: 1_000_000, source: page('step-functions') },
  dynamoWrite: { dollars: 0.625, per: 1_000_000, source: page('dynamodb') },
  dynamoRead: { dollars: 0.125, per: 1_000_000, source: page('dynamodb') },
  s3Put: { dollars: 0.005, per: 1_000, source: page('s3') },
  s3GigabyteMonth: { dollars: 0.023, per: 1, source: page('s3') },
  /** A user or role that an analyzer of unused access analyzes, a month. */
  analyzedPrincipal: { dollars: ANALYZED_DOLLARS, per: 1, source: page('iam/access-analyzer') },
  mail: { dollars: 2, per: 100_000, source: page('sns') },
  /** By SES, without attachments. */
  ownerMail: { dollars: 0.1, per: 1_000, source: page('ses') },
  kmsKey: { dollars: 1, per: 1, source: page('kms') },
  kmsRequest: { dollars: 0.03, per: 10_000, source: page('kms') },
} as const satisfies Readonly<Record<string, Price>>;

/** What so many of something cost. */
export function costOf(what: keyof typeof PRICES, count: number): number {
  const { dollars, per } = PRICES[what];
  return (dollars * count) / per;
}
