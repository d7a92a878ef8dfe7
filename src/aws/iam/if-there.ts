import { NoSuchEntityException } from '@aws-sdk/client-iam';

/** @returns undefined where IAM has nothing of that name */
export async function ifThere<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof NoSuchEntityException) return undefined;
    throw error;
  }
}

/** Whether what a change is about was there; any other failure is thrown. */
export async function wasThere(change: Promise<unknown>): Promise<boolean> {
  return (await ifThere(change.then(() => true))) ?? false;
}
