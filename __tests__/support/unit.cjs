// A unit test has five seconds, and a file of slower ones says so. Where all files are run, a test also waits for a
// processor, and on a busy machine that alone can take five seconds.
if (process.env.GUARDRAILS_ALL_FILES === '1') jest.setTimeout(60_000);
