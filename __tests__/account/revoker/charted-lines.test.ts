import { CreateUserCommand } from '@aws-sdk/client-iam';
import * as z from 'zod';
import { namesOf } from '../../../src/foundation/names';
import { revokerCharts } from '../../../src/guardrails/revoker/deploy/charts';
import { iamOf } from '../../../src/trial/scenarios/cast';
import { aRogue, inAccount, REVOKER } from '../../support/deployed';

const names = namesOf({ partition: 'aws', region: 'us-east-1', accountId: '111122223333', prefix: 'iam-guardrails' });
const line = z.record(z.string(), z.unknown());

/** Fields that the filter of a chart asks of a log line, each as it stands there. */
const conditionsOf = (title: string) => {
  const chart = revokerCharts({ names, deadLettersName: 'dead' }).find((one) => one.title === title);
  if (chart === undefined || !('query' in chart)) throw new Error(`no chart counts lines as ${title}`);
  const [filter = ''] = chart.query.split(' | ');
  return filter
    .replace(/^filter /, '')
    .split(' and ')
    .map((one) => /^(?:ispresent\((?<there>[\w.]+)\)|(?<field>[\w.]+) = "(?<value>.*)")$/.exec(one)?.groups ?? {});
};
const at = (value: unknown, path = '') =>
  path.split('.').reduce<unknown>((one, key) => line.safeParse(one).data?.[key], value);
const counted = (title: string, lines: readonly string[]) =>
  lines
    .map((one) => line.parse(JSON.parse(one)))
    .filter((one) =>
      conditionsOf(title).every(({ there, field, value }) =>
        there === undefined ? at(one, field) === value : at(one, there) !== undefined,
      ),
    ).length;

it('the dashboard counts incidents, judged calls and refused calls by lines that the revoker writes', () =>
  inAccount(async (account) => {
    const rogue = aRogue(account);
    // Both calls belong to one incident.
    for (const UserName of ['mallory', 'eve']) await rogue.iam.send(new CreateUserCommand({ UserName }));
    const refused = iamOf(account, account.addUser({ name: 'bob' }).credentials);
    await expect(refused.send(new CreateUserCommand({ UserName: 'trent' }))).rejects.toThrow('not authorized');
    await account.idle();
    const lines = account.logs(REVOKER);
    expect(['Incidents', 'Calls judged', 'Refused calls'].map((title) => counted(title, lines))).toEqual([2, 3, 1]);
  }));
