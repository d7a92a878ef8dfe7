interface Page {
  readonly IsTruncated?: boolean | undefined;
  readonly Marker?: string | undefined;
}

/** Every page of an IAM list, one call after another. */
export async function* pages<P extends Page>(next: (marker: { Marker?: string }) => Promise<P>): AsyncGenerator<P> {
  let marker: { Marker?: string } = {};
  for (;;) {
    const page = await next(marker);
    yield page;
    if (page.IsTruncated !== true || page.Marker === undefined) return;
    marker = { Marker: page.Marker };
  }
}
