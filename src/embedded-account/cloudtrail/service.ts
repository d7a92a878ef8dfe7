import { z } from 'zod';
import { type JsonActions, jsonService } from '../resources/json-service';
import type { CloudTrailEvent } from '../events/cloudtrail';
import { AwsError } from '../wire/aws-error';
import type { Service } from '../wire/service';
import type { EventHistory } from './history';

/** CloudTrail answers so many events at the most, and no more look-ups a second in an account and Region. */
const MOST = 50;
const PER_SECOND = 2;

const seconds = z.number().min(0);
const lookUp = z.strictObject({
  LookupAttributes: z.array(z.strictObject({ AttributeKey: z.string(), AttributeValue: z.string().min(1) })).optional(),
  StartTime: seconds.optional(),
  EndTime: seconds.optional(),
  MaxResults: z.int().optional(),
  NextToken: z.string().optional(),
});

/** What a token stands for: it is good for the same request alone. */
const token = z.object({ asked: z.string(), after: z.string() });

/**
 * CloudTrail, as far as its event history is looked up.
 *
 * @param isThrottled whether look-ups have a rate
 * @param control what trails are asked, and how they are switched
 */
export function cloudTrailService(history: EventHistory, isThrottled: boolean, control: JsonActions): Service {
  const times: number[] = [];
  return jsonService('CloudTrail_20131101', '1.1', {
    ...control,
    LookupEvents: (input, region) => {
      const {
        LookupAttributes = [],
        StartTime = 0,
        EndTime = Infinity,
        MaxResults = MOST,
        NextToken,
      } = lookUp.parse(input);
      return {
        demand: { action: 'cloudtrail:LookupEvents', resource: '*' },
        answer: () => {
          if (isThrottled) countIn(times);
          const [attribute, ...more] = LookupAttributes;
          if (more.length > 0) throw invalid('LookupAttributes', 'You can only specify one lookup attribute.');
          if (MaxResults < 1 || MaxResults > MOST) throw invalid('MaxResults', `It is from 1 to ${MOST}.`);
          if (StartTime > EndTime) throw invalid('TimeRange', 'The time ends before it begins.');
          const asked = JSON.stringify({ attribute, StartTime, EndTime: String(EndTime) });
          const after = NextToken === undefined ? undefined : placeIn(NextToken, asked);
          // What IAM is called with is recorded in us-east-1 alone.
          const all =
            region !== 'us-east-1'
              ? []
              : history.lookUp({
                  attribute: attribute && { key: attribute.AttributeKey, value: attribute.AttributeValue },
                  ...{ from: StartTime * 1_000, to: EndTime * 1_000 },
                });
          const from = after === undefined ? 0 : all.findIndex(({ detail }) => detail.eventID === after) + 1;
          const page = all.slice(from, from + MaxResults);
          const last = page.at(-1)?.detail.eventID;
          const goesOn = last !== undefined && from + MaxResults < all.length;
          return { Events: page.map(eventOf), ...(goesOn && { NextToken: tokenOf(asked, last) }) };
        },
      };
    },
  });
}

function countIn(times: number[]): void {
  const now = performance.now();
  while ((times[0] ?? now) <= now - 1_000) times.shift();
  if (times.length >= PER_SECOND) throw new AwsError('ThrottlingException', 'Rate exceeded', 400);
  times.push(now);
}

const invalid = (what: string, message: string) => new AwsError(`Invalid${what}Exception`, message, 400);

const tokenOf = (asked: string, after: string) => Buffer.from(JSON.stringify({ asked, after })).toString('base64');

/** @throws AwsError for the token of another request */
function placeIn(text: string, asked: string): string {
  try {
    const read = token.parse(JSON.parse(Buffer.from(text, 'base64').toString()));
    if (read.asked === asked) return read.after;
  } catch {
    throw invalid('NextToken', 'It is none that was given.');
  }
  throw invalid('NextToken', 'It was given for another request.');
}

function eventOf({ detail }: CloudTrailEvent) {
  const { eventID, eventName, eventTime, eventSource, readOnly, userIdentity } = detail;
  return {
    ...{ EventId: eventID, EventName: eventName, EventSource: eventSource, ReadOnly: String(readOnly) },
    ...{ EventTime: Date.parse(eventTime) / 1_000, Resources: [], CloudTrailEvent: JSON.stringify(detail) },
    ...('accessKeyId' in userIdentity && { AccessKeyId: userIdentity.accessKeyId }),
    ...('userName' in userIdentity && { Username: userIdentity.userName }),
  };
}
