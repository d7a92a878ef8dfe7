import type { SendMail } from '../aws/ses/mailer';
import { mailOf } from '../notify/render/text';
import { region as ownRegion } from './environment';
import { later } from './later';
import { here } from './place';

const parts = /* @__PURE__ */ later(async () => {
  const [{ sesMailer }, { sesClient }] = await Promise.all([
    import('../aws/ses/mailer.js'),
    import('../aws/clients/ses.js'),
  ]);
  return { sesMailer, sesClient };
});

/** Sends mails by SES, which is loaded with the first. @param region @default that of the function */
export function mailBy({ from, region = ownRegion() }: { readonly from: string; readonly region?: string }): SendMail {
  let made: Promise<SendMail> | undefined;
  const make = async () => {
    const { sesMailer, sesClient } = await parts(here('job'));
    return sesMailer(sesClient(region), from, mailOf);
  };
  return async (...mail) => (await (made ??= make()))(...mail);
}
