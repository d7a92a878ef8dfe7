import { withoutConfigFiles } from '../aws/clients/config-files';
import { warmClients } from '../aws/clients/warm';
import { dynamo, iam } from './clients';
import { log } from './environment';

/**
 * Does what the first event would do for the first time, while Lambda makes an environment of the function. Lambda says so
 * by this variable; elsewhere nobody waits.
 *
 * It waits for nothing but promises that are settled already, so it is done before the event loop turns. When that turns,
 * Lambda's runtime asks for an event (`scheduleIteration` in aws-lambda-nodejs-runtime-interface-client): what was left over
 * would compete with the event, or stand still until there is one.
 *
 * What fails here fails again with the first event, which is tried again; here it is only logged.
 *
 * @param prepare makes the ports. @returns the account that they act in
 */
export function warm(prepare: () => string): void {
  if (process.env['AWS_LAMBDA_INITIALIZATION_TYPE'] === undefined) return;
  // Not before the handler is loaded: what fails here must not keep it from that.
  Promise.resolve()
    .then(() => {
      withoutConfigFiles();
      const at = { accountId: prepare(), purpose: 'event' } as const;
      return warmClients(iam(at), dynamo(at));
    })
    .catch((error: unknown) => {
      log({ warming: String(error) });
    });
}
