import { warmClients } from '../aws/clients/warm';
import { dynamo, iam } from './clients';
import { log } from './environment';

/**
 * Does what the first event would do for the first time, while Lambda makes an environment of the function and the event
 * is on its way. Lambda says so by this variable; elsewhere nobody waits.
 *
 * What fails here fails again with the first event, which is tried again; here it is only logged.
 *
 * @param prepare makes the ports. @returns the account that they act in
 */
export function warm(prepare: () => string): void {
  if (process.env['AWS_LAMBDA_INITIALIZATION_TYPE'] === undefined) return;
  // Not before the handler is loaded: an event that has come by then is not kept waiting for it.
  Promise.resolve()
    .then(() => {
      const at = { accountId: prepare(), purpose: 'event' } as const;
      return warmClients(iam(at), dynamo(at));
    })
    .catch((error: unknown) => {
      log({ warming: String(error) });
    });
}
