import type { FastifyRequest } from 'fastify';
import { type App, RefusalError, refuseHttp } from '../../../platform/http/index.ts';
import { param, type PublicDeps, show } from '../deps.ts';
import { guidePage } from './guide.ts';
import { type Api, readApi } from './openapi.ts';
import { group, overview, slugOf } from './reference.ts';

/** The API reference of our own, made from the OpenAPI document at its first reading. */
export function developerPages(app: App, deps: PublicDeps): void {
  let read: Api | undefined;
  const api = (): Api => (read ??= readApi(app));
  show(app, deps, '/developers', ({ lang }: FastifyRequest) => overview(lang, api(), deps.publicUrl));
  show(app, deps, '/developers/guide', ({ lang }: FastifyRequest) => guidePage(lang, deps.publicUrl));
  show(app, deps, '/developers/:group', (request) => {
    const name = [...api().keys()].find((one) => slugOf(one) === param(request, 'group'));
    if (name === undefined) throw new RefusalError(refuseHttp('NOT_FOUND'));
    return group(request.lang, api(), name, deps.publicUrl);
  });
}
