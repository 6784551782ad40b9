import type { FastifyRequest } from 'fastify';
import { type App, htmlSchema } from '../../platform/http/index.ts';
import type { Verifier } from '../../trust/verify/index.ts';
import type { OfficeDeps, PageInput } from '../deps.ts';
import { sendPage } from '../shell.ts';

export type PublicDeps = OfficeDeps & {
  /** Verifier key of the platform's own log. */
  readonly logKey: string;
  /** Verifier keys of the witnesses whose word the log carries. */
  readonly witnessKeys: readonly string[];
  /** What is sent to be verified is verified here. */
  readonly verifier: Verifier;
};

export const everyone = [{ for: 'everyone' as const }];

/** One page that anybody may open. */
export function show(
  app: App,
  deps: PublicDeps,
  path: string,
  make: (request: FastifyRequest) => PageInput | Promise<PageInput>,
): void {
  app.get(
    path,
    { config: { access: everyone, kind: 'page' }, schema: { response: htmlSchema } },
    async (request, reply) => sendPage(request, reply, deps, await make(request)),
  );
}

/** A query parameter as one trimmed string of bounded length; '' where there is none. */
export function asked(request: FastifyRequest, name: string): string {
  const value = (request.query as Record<string, unknown>)[name];
  return typeof value === 'string' ? value.trim().slice(0, 200) : '';
}

export const param = (request: FastifyRequest, name: string): string =>
  (request.params as Record<string, string>)[name] ?? '';
