import * as z from 'zod';
import { NO_USER } from './credentials';

const schedules = z.object({ Schedules: z.array(z.object({ Name: z.string() })) });

/** Calls of services whose SDK clients the project does without. moto reads the service from a signature and checks no more. */
export class AwsCall {
  public constructor(private readonly endpoint: string) {}

  /** @param target operation as it stands in `X-Amz-Target`, such as `AmazonSQS.CreateQueue` */
  public async json(service: string, target: string, input: object): Promise<unknown> {
    return JSON.parse(
      await this.send(service, '/', {
        method: 'POST',
        headers: { 'X-Amz-Target': target, 'Content-Type': 'application/x-amz-json-1.0' },
        body: JSON.stringify(input),
      }),
    );
  }

  public async createBucket(name: string): Promise<void> {
    await this.send('s3', `/${name}`, { method: 'PUT', headers: {} });
  }

  public async buckets(): Promise<string[]> {
    const answer = await this.send('s3', '/', { method: 'GET', headers: {} });
    return [...answer.matchAll(/<Bucket>.*?<Name>([^<]+)/g)].flatMap(([, name]) => name ?? []);
  }

  /** @returns names of the schedules of EventBridge Scheduler */
  public async schedules(): Promise<string[]> {
    const answer: unknown = JSON.parse(await this.send('scheduler', '/schedules', { method: 'GET', headers: {} }));
    return schedules.parse(answer).Schedules.map(({ Name }) => Name);
  }

  private async send(
    service: string,
    path: string,
    request: { readonly method: string; readonly headers: Record<string, string>; readonly body?: string },
  ): Promise<string> {
    const credential = `${NO_USER.accessKeyId}/20260101/us-east-1/${service}/aws4_request`;
    const signature = `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=host, Signature=none`;
    const headers = { ...request.headers, Authorization: signature };
    const answer = await fetch(`${this.endpoint}${path}`, { ...request, headers });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${service} answered ${answer.status}: ${text}`);
    return text;
  }
}
