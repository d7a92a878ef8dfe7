import { LimitExceededException, NoSuchEntityException, type IAMClient } from '@aws-sdk/client-iam';
import type { DirectIam } from '../../../src/embedded-account/iam/direct';
import { AwsError } from '../../../src/embedded-account/wire/aws-error';

/** A client whose calls are root's, and have no wire. */
export function clientOf(iam: DirectIam, meet: <T>(reading: () => Promise<T>) => Promise<T>): IAMClient {
  const call = (command: { readonly input: object; readonly constructor: { readonly name: string } }) => {
    try {
      return Promise.resolve(iam.asRoot(command.constructor.name.replace(/Command$/, ''), command.input) ?? {});
    } catch (error) {
      return Promise.reject(error instanceof AwsError ? exceptionOf(error) : (error as Error));
    }
  };
  return { send: (command: Parameters<typeof call>[0]) => meet(() => call(command)) } as unknown as IAMClient;
}

/** The exceptions that the guard tells from each other. */
function exceptionOf(error: AwsError): Error {
  const about = { message: error.message, $metadata: {} };
  if (error.code === 'NoSuchEntity') return new NoSuchEntityException(about);
  if (error.code === 'LimitExceeded') return new LimitExceededException(about);
  return error;
}
