// node:test reporter: one JSON line for each finished test, for tools/law.ts, and one for each file with how long its tests took.
import { relative } from 'node:path';

// oxlint-disable-next-line import/no-default-export -- node:test takes a reporter as a module's default export
export default async function* report(source) {
  for await (const { type, data } of source) {
    if (type === 'test:summary' && data.file)
      yield `${JSON.stringify({ file: relative(process.cwd(), data.file), seconds: Math.round(data.duration_ms / 100) / 10 })}\n`;
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    if (data.details?.type === 'suite') continue;
    const status = type === 'test:fail' ? 'fail' : data.skip || data.todo ? 'skip' : 'pass';
    yield `${JSON.stringify({ file: data.file ? relative(process.cwd(), data.file) : '', name: data.name, status })}\n`;
  }
}
