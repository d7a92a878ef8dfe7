import { workThrough } from '../../src/release/work';
import { anOutcome } from '../support/releasers';

const released = (principal: string) => anOutcome({ released: { principal, takenBack: [], notGivenBack: [] } });
const job = (whom: string, error?: Error) => ({
  whom,
  release: () => (error === undefined ? Promise.resolve(released(whom)) : Promise.reject(error)),
});
const said: string[] = [];
const say = ({ principal }: { readonly principal: string }) => void said.push(principal);
const always = { isOver: () => false, ranOut: (error: unknown) => error instanceof RangeError };

describe('working through releases', () => {
  it('goes on after one that fails, and tells a failure from a want of time', async () => {
    const done = await workThrough(
      [job('ada', new Error('no')), job('eve', new RangeError()), job('bob')],
      always,
      say,
    );
    expect(done).toEqual({
      outcomes: [released('bob')],
      failures: ['ada: Error: no'],
      left: 1,
    });
    expect(said).toEqual(['bob']);
  });

  it('begins nobody’s when the time is over', async () => {
    const done = await workThrough([job('ada'), job('bob')], { ...always, isOver: () => true }, say);
    expect(done).toEqual({ outcomes: [], failures: [], left: 2 });
  });
});
