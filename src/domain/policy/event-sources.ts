import { isKnownService } from './service-prefixes';

/**
 * Services whose host in CloudTrail (`eventSource`) begins otherwise than their actions do, by what it begins with.
 *
 * Only hosts that records of CloudTrail show, in the guides of AWS or in published logs; prefixes as in the Service
 * Authorization Reference. All other services are called by their prefix, or told by their host.
 */
const PREFIXES: Readonly<Record<string, string>> = {
  amazonmq: 'mq',
  'application-insights': 'applicationinsights',
  appstream2: 'appstream',
  cloudcontrolapi: 'cloudformation',
  email: 'ses',
  'metering-marketplace': 'aws-marketplace',
  monitoring: 'cloudwatch',
  'mturk-requester': 'mechanicalturk',
  pinpoint: 'mobiletargeting',
  rdsdata: 'rds-data',
  'servicecatalog-appregistry': 'servicecatalog',
  tagging: 'tag',
};

/**
 * Prefix of the service whose host CloudTrail names.
 *
 * @param source such as `monitoring.amazonaws.com`
 * @returns undefined where it is not known which service that is
 */
export function serviceAt(source: string): string | undefined {
  const [, name] = /^([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?$/.exec(source) ?? [];
  if (name === undefined) return undefined;
  const prefix = Object.entries(PREFIXES).find(([host]) => host === name)?.[1] ?? name;
  return isKnownService(prefix) ? prefix : undefined;
}
