import type { LambdaOrigin, Sessions } from '../iam/access/caller';
import type { EnvironmentOf } from './definition';

/**
 * What a function finds in its environment: its own variables, what Lambda sets, and where the account is.
 *
 * Nothing of the host: no profile, no proxy, no other credentials.
 */
export const environments =
  (sessions: Sessions, endpoint: () => string): EnvironmentOf =>
  ({ name, arn, bundle, roleId, memorySize, handler, environment }, { id, currentInvocation }) => {
    const lambda: LambdaOrigin = { functionArn: arn, functionName: name, workerId: id, currentInvocation };
    const keys = sessions.issue({ type: 'AssumedRole', roleId, sessionName: name, lambda });
    return {
      ...environment,
      AWS_REGION: 'us-east-1',
      AWS_DEFAULT_REGION: 'us-east-1',
      AWS_LAMBDA_FUNCTION_NAME: name,
      AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
      AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memorySize),
      AWS_ENDPOINT_URL: endpoint(),
      AWS_ACCESS_KEY_ID: keys.accessKeyId,
      AWS_SECRET_ACCESS_KEY: keys.secretAccessKey,
      AWS_SESSION_TOKEN: keys.sessionToken,
      // The SDK would otherwise look into the home folder of whoever runs this.
      HOME: bundle.folder,
      TZ: ':UTC',
      _HANDLER: handler,
      LAMBDA_TASK_ROOT: bundle.folder,
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    };
  };
