import { deviationsOf, LEGEND, scenarioTableOf } from '../../src/trial/scenarios/report';
import { left, revoked, type Scenario } from '../../src/trial/scenarios/scenario';

const scenario: Scenario = {
  caller: 'contractor, federated',
  call: 'CreateAccessKey, 200 copies',
  expected: revoked('self-promotion'),
  act: () => Promise.resolve(),
};

describe('the report of the trial', () => {
  it('fits 100 columns, one row per scenario', () => {
    const observed = { ...scenario.expected, denyAfterMs: 12_345.6 };
    const lines = scenarioTableOf([
      { scenario, observed },
      { scenario, observed },
    ]).split('\n');
    expect(lines.join('\n').match(/12346 ms/g)).toHaveLength(2);
    expect([...lines, ...LEGEND.split('\n')].filter((line) => line.length > 100)).toEqual([]);
  });

  it('says nothing below the table of what went as it should', () => {
    expect(deviationsOf({ scenario, observed: { ...scenario.expected, denyAfterMs: 5 } })).toEqual([]);
  });

  it('says what was expected and observed where they differ', () => {
    expect(deviationsOf({ scenario, observed: left('admin', 1) })).toEqual([
      [
        'contractor, federated: CreateAccessKey, 200 copies',
        '  expected: revoke: self-promotion; round trips: 2; denied by AttachUserPolicy; notices: 1',
        '  observed: leave: admin; round trips: 1; denied by nothing; notices: 0',
      ].join('\n'),
    ]);
  });

  it.each([{ roundTrips: 3 }, { notices: 2 }, { deniedBy: 'PutUserPolicy' as const }])('notices %j', (other) => {
    expect(deviationsOf({ scenario, observed: { ...scenario.expected, ...other } })).toHaveLength(1);
  });
});
