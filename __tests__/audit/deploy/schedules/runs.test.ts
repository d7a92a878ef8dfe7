import { functionsIn } from '../../../../src/audit/contract';
import { scheduledRuns } from '../../../../src/audit/deploy/schedules/runs';
import type { Mode } from '../../../../src/domain/mode';

const precondition = { condition: '${true}', errorMessage: 'Nobody may lock themselves out.' };

const runsIn = (mode: Mode) =>
  scheduledRuns({
    guardrail: 'room',
    mode,
    rhythms: { audit: 'rate(7 days)', change: 'rate(90 days)', upkeep: 'rate(1 day)' },
    words: { audit: 'Looks', change: 'Changes', upkeep: 'Goes on' },
    preconditions: [precondition],
  });

describe('what starts the runs of a guardrail', () => {
  it.each(['off', 'observe'] as const)(
    'in mode %s is a schedule of audits and one of changes, on no condition',
    (mode) => {
      expect(runsIn(mode)).toEqual([
        { id: 'audit', name: 'room', description: 'Looks', expression: 'rate(7 days)', input: { purpose: 'audit' } },
        {
          ...{ id: 'change', name: 'room-change', description: 'Changes' },
          ...{ expression: 'rate(90 days)', input: { purpose: 'change' } },
        },
      ]);
    },
  );

  it('in mode enforce goes on with changes as well, and changes on its conditions alone', () => {
    const [audit, change, upkeep, ...more] = runsIn('enforce');
    expect(more).toEqual([]);
    expect(audit).not.toHaveProperty('preconditions');
    expect(change).toMatchObject({ name: 'room-change', preconditions: [precondition] });
    expect(upkeep).toEqual({
      ...{ id: 'upkeep', name: 'room-upkeep', description: 'Goes on' },
      ...{ expression: 'rate(1 day)', input: { purpose: 'upkeep' } },
    });
  });
});

describe('the functions of a guardrail', () => {
  const always = ['room-batch', 'room-inventory', 'room-summary', 'room-watch'];

  it.each([
    ['off', always],
    ['observe', [...always, 'room-plan']],
    ['enforce', [...always, 'room-change', 'room-plan']],
  ] as const)('in mode %s are %j', (mode, expected) => {
    expect([...functionsIn('room', mode)].sort()).toEqual([...expected].sort());
  });
});
