import { z } from 'zod';
import type { Clock } from '../clock';
import type { Identifiers } from '../identifiers';
import type { JsonCall } from '../resources/json-service';
import { AwsError } from '../wire/aws-error';
import { restJsonService } from '../wire/rest-json';
import type { Service } from '../wire/service';
import type { Mails } from './mail';

/** What an account in the sandbox may send (SES Developer Guide, "Request production access"). */
const SANDBOX = { perSecond: 1, perDay: 200 };
const DAY_MS = 86_400_000;

const content = z.strictObject({ Data: z.string(), Charset: z.string().optional() });
const mail = z.strictObject({
  FromEmailAddress: z.string(),
  Destination: z.strictObject({ ToAddresses: z.array(z.string()).length(1) }),
  Content: z.strictObject({
    Simple: z.strictObject({ Subject: content, Body: z.strictObject({ Text: content }) }),
  }),
});

/** What SES is made of. */
interface Parts {
  readonly mails: Mails;
  readonly clock: Clock;
  readonly identifiers: Identifiers;
  readonly accountId: string;
  /** Whether mails have a rate, by the machine's clock. */
  readonly isThrottled: boolean;
}

/** SES, as far as single mails of plain text are sent. */
export function sesService(parts: Parts): Service {
  const times: number[] = [];
  return restJsonService([
    {
      ...{ action: 'SendEmail', method: 'POST', path: '/v2/email/outbound-emails' },
      read: (input, region) => sending(emulated(input), region, parts, times),
    },
  ]);
}

function sending(asked: z.infer<typeof mail>, region: string, parts: Parts, times: number[]): JsonCall {
  const { mails, clock, identifiers } = parts;
  const { FromEmailAddress: from, Destination, Content } = asked;
  const { ToAddresses: to } = Destination;
  const { Subject, Body } = Content.Simple;
  return {
    demand: demandsOf(from, to, region, parts),
    answer: () => {
      if (/[\r\n]/.test(Subject.Data)) throw rejected('BadRequestException', 'Subject has a line break.');
      throttle(region, parts, times);
      const checked = mails.isInSandbox(region) ? [from, ...to] : [from];
      const unverified = checked.filter((one) => mails.identityOf(region, one) === undefined);
      if (unverified.length > 0) {
        const which = `The following identities failed the check in region ${region.toUpperCase()}: ${unverified.join(', ')}`;
        throw rejected('MessageRejected', `Email address is not verified. ${which}`);
      }
      mails.sent.push({ region, from, to, subject: Subject.Data, text: Body.Text.Data, at: clock.now() });
      return { MessageId: identifiers.uuid('mail', `${from} ${to.join(' ')} ${mails.sent.length}`) };
    },
  };
}

/**
 * What SES asks permission for: the identity that sends, its configuration set, and in the sandbox the identities of
 * whoever receives (SES Developer Guide, "Controlling access"; its own refusals name them).
 */
function demandsOf(from: string, to: readonly string[], region: string, { mails, accountId }: Parts) {
  const arnOf = (resource: string) => `arn:aws:ses:${region}:${accountId}:${resource}`;
  const sender = mails.identityOf(region, from);
  const asked = [
    `identity/${sender?.name ?? from}`,
    ...(sender?.configurationSet === undefined ? [] : [`configuration-set/${sender.configurationSet}`]),
    ...(mails.isInSandbox(region) ? to.map((one) => `identity/${mails.identityOf(region, one)?.name ?? one}`) : []),
  ];
  const context = { 'ses:FromAddress': from, 'ses:Recipients': to, 'ses:ApiVersion': '2' };
  return asked.map((resource) => ({ action: 'ses:SendEmail', resource: arnOf(resource), context }));
}

/** @throws AwsError where the account sends more than it may */
function throttle(region: string, { mails, clock, isThrottled }: Parts, times: number[]): void {
  if (!mails.isInSandbox(region)) return;
  const since = clock.now().getTime() - DAY_MS;
  const today = mails.sent.filter((one) => one.region === region && one.at.getTime() > since);
  if (today.length >= SANDBOX.perDay) throw tooMany('Daily message quota exceeded.');
  if (!isThrottled) return;
  const now = performance.now();
  while ((times[0] ?? now) <= now - 1_000) times.shift();
  if (times.length >= SANDBOX.perSecond) throw tooMany('Maximum sending rate exceeded.');
  times.push(now);
}

const rejected = (code: string, message: string) => new AwsError(code, message, 400);
const tooMany = (message: string) => new AwsError('TooManyRequestsException', message, 429);

/** One address and nothing else: what SES would read in any other text is not known here. */
const ADDRESS = /^[^\s@<>,;:"()[\]\\]+@[^\s@<>,;:"()[\]\\]+$/;

/** @throws AwsError for a mail of another kind than the embedded account sends */
function emulated(input: unknown): z.infer<typeof mail> {
  const read = mail.safeParse(input);
  if (!read.success) throw new AwsError('NotEmulated', `ses:SendEmail of this kind: ${read.error.message}`);
  const { FromEmailAddress, Destination } = read.data;
  const strange = [FromEmailAddress, ...Destination.ToAddresses].find((one) => !ADDRESS.test(one));
  if (strange === undefined) return read.data;
  throw new AwsError('NotEmulated', `ses:SendEmail with ${JSON.stringify(strange)}, which is not a bare address`);
}
