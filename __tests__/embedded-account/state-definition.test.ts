import { parseDefinition } from '../../src/embedded-account/states/definition';
import { aMap, aTask } from './support/state-stack';

const definition = (states: object, machine: object = {}) =>
  JSON.stringify({ QueryLanguage: 'JSONata', StartAt: Object.keys(states)[0], States: states, ...machine });

describe('a definition', () => {
  it('of known states is read', () => {
    const states = { Audit: aMap({ End: undefined, Next: 'Done' }), Done: { Type: 'Succeed' } };
    expect([...parseDefinition(definition(states)).states.keys()]).toEqual(['Audit', 'Done']);
  });

  it.each([
    ['a misspelt field', { A: aMap({ ToleratedFailurePercent: 5 }) }, ['"A"', 'ToleratedFailurePercent']],
    [
      'a misspelt field of a batcher',
      { A: aMap({ ItemBatcher: { MaxItems: 5 } }) },
      ['"A"', 'ItemBatcher', 'MaxItems'],
    ],
    ['a misspelt field in the map', { A: aMap({}, aTask({ Retries: [] })) }, ['"Batch"', 'Retries']],
    [
      'a misspelt field of a retrier',
      { A: aTask({ Retry: [{ ErrorEquals: ['States.ALL'], MaxAttempt: 1 }] }) },
      ['"A"', 'Retry.0', 'MaxAttempt'],
    ],
    ['a field of JSONPath', { A: aTask({ ResultPath: '$.x' }) }, ['"A"', 'ResultPath']],
    ['an argument Lambda does not have', { A: aTask({ Arguments: { Function: 'x' } }) }, ['"A"', 'Arguments']],
    ['another service', { A: aTask({ Resource: 'arn:aws:states:::sns:publish' }) }, ['"A"', 'Resource']],
    ['an inline map', { A: { ...aMap(), ItemProcessor: { StartAt: 'B', States: {} } } }, ['"A"', 'ProcessorConfig']],
    ['another type of state', { A: { Type: 'Parallel', End: true } }, ['"A"', 'Parallel']],
    ['a state that leads nowhere', { A: { Type: 'Pass' } }, ['"A"', 'one of Next and End']],
    ['a next state that does not exist', { A: { Type: 'Pass', Next: 'B' } }, ['"A"', '"B"']],
    ['a catcher that leads astray', { A: aTask({ Catch: [{ ErrorEquals: ['X'], Next: 'B' }] }) }, ['"A"', '"B"']],
    ['an expression JSONata cannot read', { A: { Type: 'Pass', Output: '{% $x( %}', End: true } }, ['"A"', 'Output']],
    ['half an expression', { A: { Type: 'Pass', Output: 'x {% 1 %}', End: true } }, ['"A"', 'only part']],
    ['States.ALL in company', { A: aTask({ Retry: [{ ErrorEquals: ['States.ALL', 'X'] }] }) }, ['"A"', 'stands alone']],
  ])('with %s is refused by name', (_, states, words) => {
    const read = () => parseDefinition(definition(states));
    for (const word of words) expect(read).toThrow(word);
  });

  it.each([
    ['the query language left out', { QueryLanguage: undefined }],
    ['JSONPath', { QueryLanguage: 'JSONPath' }],
    ['a field nobody knows', { Timeout: 5 }],
    ['a start that does not exist', { StartAt: 'B' }],
  ])('with %s is refused', (_, machine) => {
    expect(() => parseDefinition(definition({ A: { Type: 'Succeed' } }, machine))).toThrow();
  });
});
