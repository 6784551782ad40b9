// Loaded into every test file's process. A file that hangs would hold the whole run up until its outer limit; this ends it, with what it waits for.
const minutes = Number(process.env['FILE_MINUTES'] ?? 12) * Math.max(1, Number(process.env['EFFORT'] ?? 1));

setTimeout(() => {
  process.stderr.write(
    `this test file has not ended in ${minutes} minutes; open: ${process.getActiveResourcesInfo().join(', ')}\n`,
  );
  process.exit(1);
}, minutes * 60_000).unref();
