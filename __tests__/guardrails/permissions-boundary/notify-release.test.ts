import { releaseCommand, releaseRunCommand } from '../../../src/guardrails/permissions-boundary/notify-release';
import { parse } from '../../../src/release/parse';
import { OWN } from '../../support/boundaries';
import { ACCOUNT } from '../../support/permissions-boundary';

const place = { region: 'us-east-1', releaseFunction: 'iam-guardrails-release', own: OWN };
const arn = `arn:aws:iam::${ACCOUNT}:role/etl`;
const parsed = (command = '') => parse(JSON.parse(/--payload '([^']*)'/.exec(command)?.[1] ?? ''));

describe('a command that releases', () => {
  it('has a payload that the release takes', () => {
    expect(parsed(releaseCommand({ arn, id: 'AROAETL00000000000001' }, place))).toMatchObject({ value: arn });
    expect(parsed(releaseRunCommand('2026-06-01.run_1', place))).toEqual({ kind: 'run', runId: '2026-06-01.run_1' });
  });

  it.each(['a b', '.hidden', 'a;b', ''])('is not there for a run whose name the release refuses: %j', (run) => {
    expect(releaseRunCommand(run, place)).toBeUndefined();
    expect(() => parse({ run })).toThrow('write');
  });

  it('is not there for a run whose name would end the quotes', () => {
    expect(releaseRunCommand("it's", place)).toBeUndefined();
    expect(parse({ run: "it's" })).toEqual({ kind: 'run', runId: "it's" });
  });
});
