import type { RendererSetup, RenderReply, RenderRequest } from './protocol.ts';
import { Typesetter } from './typeset.ts';

// The rendering process: a child, because the compiler's native memory is given back only when a process ends.

const typesetter = new Typesetter(JSON.parse(process.argv[2]!) as RendererSetup);
const say = (reply: RenderReply): void => {
  // A parent that has just gone is no fault: the disconnect follows.
  process.send?.(reply, () => {});
};

process.on('message', (request: RenderRequest) => {
  try {
    const pdf = typesetter.render(request);
    say({ pdf, memory: process.memoryUsage.rss() });
  } catch (fault) {
    say({ error: fault instanceof Error ? fault.message : String(fault) });
  }
});
// A parent that dies leaves no orphan; a terminal's Ctrl-C is the parent's to answer.
process.on('disconnect', () => process.exit(0));
process.on('SIGINT', () => {});
say({ ready: true });
