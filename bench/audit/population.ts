import { createHash } from 'node:crypto';
import { SERVICE_PREFIXES } from '../../src/domain/policy/service-prefixes';
import type { EmbeddedAccount } from '../../src/embedded-account/account';

const DAY_MS = 86_400_000;
/** Older than every period that a rule may ask for. */
const AGE_DAYS = 800;
const MOST_SERVICES = 450;

/** ARNs of everybody who is audited. */
export interface Population {
  readonly users: readonly string[];
  readonly roles: readonly string[];
  readonly groups: readonly string[];
}

/**
 * Fills an account with so many principals, always the same ones: one in 25 is a group, three in ten are users, each in
 * one or two groups, the others roles that may use 1 to 450 services, and have used some of them.
 */
export function populate(account: EmbeddedAccount, size: number, leastDays = 1): Population {
  const createdAt = daysBefore(account, AGE_DAYS);
  const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);
  const groupNames = numbers(Math.ceil(size / 25)).map((index) => `team-${index}`);
  const users = Math.round(size * 0.3);

  const groups = groupNames.map((name) => {
    account.addGroup({ name, createdAt, inline: { services: allowing(servicesOf(name, 40)) } });
    return `arn:aws:iam::${account.accountId}:group/${name}`;
  });
  const userArns = numbers(users).map((index) => {
    const name = `person-${index}`;
    const teams = groupNames.filter((_, at) => at === index % groupNames.length || at === (index * 7) % 50);
    const { arn } = account.addUser({ name, createdAt, groups: teams });
    use(
      account,
      arn,
      teams.flatMap((team) => servicesOf(team, 40)),
      leastDays,
    );
    return arn;
  });
  const roles = numbers(size - users - groups.length).map((index) => {
    const name = `app-${index}`;
    const services = servicesOf(name, 1 + Math.floor(fraction(`${name} may`) * MOST_SERVICES));
    const { arn } = account.addRole({ name, createdAt, inline: { services: allowing(services) } });
    use(account, arn, services, leastDays);
    return arn;
  });
  return { users: userArns, roles, groups };
}

/** Fills an account with so many users, always the same ones, who may use 1 to 450 services and have used some of them. */
export function populateUsers(account: EmbeddedAccount, size: number, leastDays = 1): Population {
  const createdAt = daysBefore(account, AGE_DAYS);
  const users = Array.from({ length: size }, (_, index) => {
    const name = `someone-${index}`;
    const services = servicesOf(name, 1 + Math.floor(fraction(`${name} may`) * MOST_SERVICES));
    const { arn } = account.addUser({ name, createdAt, inline: { services: allowing(services) } });
    use(account, arn, services, leastDays);
    return arn;
  });
  return { users, roles: [], groups: [] };
}

/** Uses about a fifth of the services, at some time within the last 300 days. */
function use(account: EmbeddedAccount, arn: string, services: readonly string[], leastDays: number): void {
  for (const service of services) {
    const chance = fraction(`${arn} ${service}`);
    if (chance < 0.2)
      account.use({ arn, action: `${service}:Anything`, at: daysBefore(account, leastDays + chance * 1500) });
  }
}

function servicesOf(name: string, count: number): readonly string[] {
  const start = Math.floor(fraction(`${name} from`) * SERVICE_PREFIXES.length);
  return Array.from(
    { length: count },
    (_, index) => SERVICE_PREFIXES[(start + index) % SERVICE_PREFIXES.length] ?? 's3',
  );
}

const allowing = (services: readonly string[]) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: services.map((service) => `${service}:*`), Resource: '*' }],
  });

const daysBefore = (account: EmbeddedAccount, days: number) => new Date(account.clock.now().getTime() - days * DAY_MS);

/** From 0 up to 1, the same for the same text. */
const fraction = (text: string) => createHash('sha256').update(text).digest().readUInt32BE() / 2 ** 32;
