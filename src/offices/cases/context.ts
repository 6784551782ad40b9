import type { FastifyRequest } from 'fastify';
import type { PageContext } from '../../cases/index.ts';
import { formatDate, formatDateTime } from '../../platform/dates.ts';
import { uuidv7 } from '../../platform/ids.ts';
import { normText } from '../holder/trouble.ts';
import type { CasesDeps, Office } from './deps.ts';

/** The engine's pages in the words and at the addresses of an office. */
export function pageContext(request: FastifyRequest, deps: CasesDeps, office: Office, holderId: string): PageContext {
  const { lang, csrf } = request;
  const caseHref = (procedure: string, caseId: string, of = holderId): string => office.href(procedure, caseId, of);
  return {
    lang,
    csrf,
    now: deps.clock.now(),
    // A form that is sent twice acts once; one that is shown again is a new attempt.
    key: uuidv7(deps.clock.real()),
    caseHref,
    actHref: (procedure, caseId, act) => `${caseHref(procedure, caseId)}/acts/${act}`,
    lawHref: (requirement) => `/law/${requirement}`,
    lawText: (requirement) => normText(lang, requirement) || requirement,
    dayText: (day) => formatDate(lang, day),
    momentText: (at) => formatDateTime(lang, at),
  };
}
