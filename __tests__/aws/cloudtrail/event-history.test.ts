import type { CloudTrailClient, LookupEventsCommandInput } from '@aws-sdk/client-cloudtrail';
import { eventHistory } from '../../../src/aws/cloudtrail/event-history';

const [FROM, TO] = [new Date(1_000), new Date(2_000)];

/** What is made of a CloudTrail that answers so. */
function historyWith(answer: (input: LookupEventsCommandInput) => object) {
  const asked: LookupEventsCommandInput[] = [];
  const send = ({ input }: { readonly input: LookupEventsCommandInput }) => {
    asked.push(input);
    return Promise.resolve(answer(input));
  };
  return { asked, history: eventHistory({ send } as unknown as CloudTrailClient) };
}

const nameIn = ({ LookupAttributes }: LookupEventsCommandInput) => LookupAttributes?.[0]?.AttributeValue ?? '';

describe('the event history', () => {
  it('is read of each action by itself, every page of it', async () => {
    const { history, asked } = historyWith((input) => ({
      Events: [{ CloudTrailEvent: `${nameIn(input)} ${input.NextToken ?? 'first'}` }],
      ...(nameIn(input) === 'CreateUser' && input.NextToken === undefined && { NextToken: 'second' }),
    }));
    expect(await history({ eventNames: ['CreateUser', 'DeleteUser'] }, FROM, TO)).toEqual({
      kind: 'complete',
      records: ['CreateUser first', 'CreateUser second', 'DeleteUser first'],
    });
    expect(asked[0]).toMatchObject({ StartTime: FROM, EndTime: TO, MaxResults: 50 });
    expect(asked).toHaveLength(3);
  });

  it.each<[string, (input: LookupEventsCommandInput) => object, string]>([
    [
      'one action cannot be read',
      (input) => {
        if (nameIn(input) === 'DeleteUser') throw new Error('Rate exceeded');
        return { Events: [] };
      },
      'Error: Rate exceeded',
    ],
    [
      'an event has no record',
      () => ({ Events: [{ EventId: 'one' }] }),
      'Error: CloudTrail gives no record of event one',
    ],
    [
      'the pages do not end',
      () => ({ Events: [], NextToken: 'again' }),
      'Error: the service answered without the next page',
    ],
  ])('is none at all where %s', async (_, answer, why) => {
    const { history } = historyWith(answer);
    expect(await history({ eventNames: ['CreateUser', 'DeleteUser'] }, FROM, TO)).toEqual({ kind: 'failed', why });
  });

  it.each([
    ['AccessDeniedException', true],
    ['InternalFailure', undefined],
  ])(
    'says whether it may be looked up at all, by the name of the error and not by its words: %s',
    async (name, denied) => {
      const { history } = historyWith(() => {
        throw Object.assign(new Error('AccessDenied, says a text'), { name });
      });
      const found = await history({ eventNames: ['CreateUser'] }, FROM, TO);
      expect(found).toMatchObject({ kind: 'failed', why: `${name}: AccessDenied, says a text` });
      expect('isDenied' in found ? found.isDenied : undefined).toBe(denied);
    },
  );

  it('is read in ten seconds or not at all: too many pages of several actions are too much of the time', async () => {
    const { history, asked } = historyWith(({ NextToken = '0' }) => ({
      Events: [],
      ...(Number(NextToken) < 11 && { NextToken: String(Number(NextToken) + 1) }),
    }));
    expect(await history({ eventNames: ['CreateUser', 'DeleteUser'] }, FROM, TO)).toMatchObject({
      ...{ kind: 'failed', isTooMuch: true },
    });
    expect(asked.length).toBeLessThanOrEqual(21);
  });
});
