import type { EmbeddedAccount } from '../../../src/embedded-account/account';
import { awsManagedArn } from '../../../src/embedded-account/iam/policies/aws-managed-policies';
import { aRole, daysAgo } from '../audit';
import { allowing, enforcing } from '../enforcement';
import type { Cast, Recording } from './recording';

/** Sets whatever decides the text of a boundary, so that a later default is not taken for lost state. */
export const SETTINGS = {
  backend: 'local',
  notifications: { emails: ['on-call@example.com'] },
  // An administrator may use every service there is, and the lists of them would be most of a recording.
  exemptions: ['admin', 'Administrators'].map((name) => ({
    match: { name },
    owner: 'platform',
    reason: 'whoever repairs things has no boundary',
  })),
  ...enforcing(
    {
      adopt: ['arn:aws:iam::*:policy/team-*'],
      baseActions: ['ec2:DescribeRegions', 's3:ListAllMyBuckets'],
      alwaysKeep: ['iam:PassRole'],
      alwaysAllow: ['kms:*', 'sts:GetCallerIdentity'],
    },
    {
      limits: { changesPerRun: 3, maxChangePercent: 100 },
      audit: { resourcePolicies: { services: ['sqs'], regions: ['us-east-1'] } },
    },
  ),
};

const ANYTHING = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };
const LOGS = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'logs:*', Resource: '*' }] };
const MAY = ['dynamodb', 'ecs', 'lambda', 's3', 'sns', 'sqs'].map((service) => `${service}:*`);

const LONG = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Sid: 'S'.repeat(1_900), Effect: 'Allow', Action: 's3:ListAllMyBuckets', Resource: '*' }],
});

/** Too young to be bounded at first, and old enough nine days later. */
const NEWCOMERS = ['chat', 'mail', 'maps', 'search'];

export const CAST: Cast = {
  adopted: 'etl',
  granted: { name: 'reports', service: 'glacier' },
  needsAgain: { name: 'orders', service: 'sns' },
  kept: { name: 'archive', service: 'sqs' },
  flippedOnce: 'ci',
  released: 'billing',
  run: { id: 'change-2', bounded: ['chat', 'ci', 'mail'] },
  waiting: ['maps', 'search'],
  rogue: 'rogue',
  packed: 'packed',
  cornered: 'cornered',
};

/** A queue whose policy names a role. */
export const resourcesOf = ({ accountId }: EmbeddedAccount): Recording['resources'] => [
  {
    service: 'sqs',
    name: 'outbox',
    policy: JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { AWS: `arn:aws:iam::${accountId}:role/${CAST.kept.name}` },
          Action: 'sqs:SendMessage',
          Resource: '*',
        },
      ],
    }),
  },
];

/** Adds users, roles and groups of every kind, before a guardrail has seen any of them. */
export function addTown(account: EmbeddedAccount): void {
  const old = { createdAt: daysAgo(account, 300) };
  account.addUser({ name: 'admin', ...old, groups: ['Administrators'] });
  const developing = account.addPolicy({ name: 'developing', document: LOGS });
  account.addGroup({ name: 'Developers', policies: [developing], inline: { own: allowing('ec2') } });
  const [team, partner] = ['team-limits', 'partner-limits'].map((name) =>
    account.addPolicy({ name, document: ANYTHING }),
  );
  const role = (name: string, used: readonly string[], more: object = {}) =>
    aRole(account, name, { may: MAY, used, ...more });
  role('etl', ['sqs'], { boundary: team, tags: { Permissions_Services_9: 'stale' } });
  role('reports', ['s3'], { tags: { Team: 'data', Permissions_Used: '77' } });
  role('orders', ['dynamodb']);
  role('archive', ['s3']);
  role('billing', ['lambda']);
  role('ci', ['ecs']);
  role('idle', []);
  role('partner', ['s3'], { boundary: partner });
  role('young', ['s3'], { ageDays: 3 });
  for (const name of NEWCOMERS) role(name, name === 'search' ? ['sns', 'sqs'] : ['sns'], { ageDays: 85 });
  const ada = account.addUser({ name: 'ada', ...old, groups: ['Developers'], tags: { 'cost:centre': 'a b+c' } });
  const bob = account.addUser({ name: 'bob', ...old, inline: { s3: allowing('s3', 'sqs') }, path: '/people/' });
  account.use({ arn: ada.arn, action: 'ec2:RunInstances', at: daysAgo(account, 2) });
  account.use({ arn: bob.arn, action: 's3:GetObject', at: daysAgo(account, 3) });
  const fullAccess = awsManagedArn('IAMFullAccess');
  account.addUser({ name: CAST.rogue, policies: [fullAccess] });
  // Neither has room for another managed policy, and one of them none for an inline policy either.
  const fillers = Array.from({ length: 9 }, (_, n) => account.addPolicy({ name: `filler-${n}`, document: ANYTHING }));
  account.addUser({ name: CAST.packed, policies: [fullAccess, ...fillers] });
  account.addUser({ name: CAST.cornered, policies: [fullAccess, ...fillers], inline: { long: LONG } });
  for (const resource of resourcesOf(account)) account.addResource(resource);
}
