// Five seconds for a test, and a file of slower ones says so. Where all files are run, a test waits for a processor as well,
// on a machine that is busy with something else for longer than that.
if (process.env.GUARDRAILS_ALL_FILES === '1') jest.setTimeout(60_000);
