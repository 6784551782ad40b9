import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { type Actor, actorOf, type Engine, refuseCase, scopeOf } from '../../cases/index.ts';
import type { Notices } from '../../notices/index.ts';
import { personScope, type Scope } from '../../platform/db/index.ts';
import { type Access, orRefuse, RefusalError } from '../../platform/http/index.ts';
import type { CentreKeys } from '../../trust/centres/index.ts';
import type { OfficeDeps } from '../deps.ts';
import { deskOf, everyRole, pageFor, Uuid } from '../holder/deps.ts';
import { meOf, mine } from '../citizen/mine.ts';
import { holderOfCase } from './cases-store.ts';

/** What the pages of cases stand on: the offices' own world and the engine. */
export type CasesDeps = OfficeDeps & {
  readonly engine: Engine;
  readonly notices: Pick<Notices, 'listTasks' | 'noteTask'>;
  /** In the sandbox: where the key of a centre lies. */
  readonly centreKeys: Pick<CentreKeys, 'request'> | null;
};

/** A case as somebody enters it: at which holder, as whom, with whose rows. */
export type Place = {
  readonly holderId: string;
  readonly caseId: string;
  readonly by: Actor;
  readonly scope: Scope;
  readonly procedure?: string;
};

/** One office's way in to its cases: the same pages stand at four addresses. */
export type Office = {
  readonly name: 'holder' | 'centre' | 'citizen' | 'authority';
  readonly pattern: string;
  readonly params: ReturnType<typeof Type.Object>;
  readonly config: { readonly kind: 'page'; readonly access: Access[] };
  href(procedure: string, caseId: string, holderId: string): string;
  find(request: FastifyRequest, deps: CasesDeps): Promise<Place>;
};
type Params = { readonly caseId: string; readonly procedure?: string; readonly holderId?: string };
const paramsOf = (request: FastifyRequest): Params => request.params as Params;

export const subjectOf =
  (deps: CasesDeps) =>
  (personId: string, holderId: string): string =>
    deps.consent.keys.subjectIdOf(personId, holderId);

/** The reader as an actor at that holder; whoever is nobody there does not learn that the case exists. */
export const actorAt = (deps: CasesDeps, request: FastifyRequest, holderId: string): Actor =>
  orRefuse(actorOf(request.principal, holderId, subjectOf(deps)) ?? refuseCase('NO_SUCH_CASE'));

const procedureName = Type.String({ maxLength: 60, pattern: '^[a-z-]+$' });

export const holderOffice: Office = {
  name: 'holder',
  pattern: '/holder/cases/:procedure/:caseId',
  params: Type.Object({ procedure: procedureName, caseId: Uuid }),
  config: pageFor(...everyRole),
  href: (procedure, caseId) => `/holder/cases/${procedure}/${caseId}`,
  async find(request, deps) {
    const { holderId } = deskOf(request);
    const by = actorAt(deps, request, holderId);
    const { caseId, procedure } = paramsOf(request);
    return { holderId, caseId, by, scope: scopeOf(by), procedure: procedure! };
  },
};

export const centreRoles = ['administrator', 'registrar', 'trusted'] as const;
/** A page of the staff of a certification centre in these roles. */
export const centrePage = (...roles: readonly (typeof centreRoles)[number][]) => ({
  kind: 'page' as const,
  access: [{ for: 'staff' as const, office: 'centre' as const, roles: [...roles] }],
});

export const centreOffice: Office = {
  name: 'centre',
  pattern: '/centre/cases/:procedure/:caseId',
  params: Type.Object({ procedure: procedureName, caseId: Uuid }),
  config: centrePage(...centreRoles),
  href: (procedure, caseId) => `/centre/cases/${procedure}/${caseId}`,
  find: (request, deps) => holderOffice.find(request, deps),
};

/** Where a case is looked at: an application for a certificate at the registrar's desk, others at their own address. */
export const lookHref = (office: Office, procedure: string, caseId: string, holderId: string): string =>
  office.name === 'centre' && procedure === 'certificate-application'
    ? `/centre/applications/${caseId}`
    : office.href(procedure, caseId, holderId);

export const citizenOffice: Office = {
  name: 'citizen',
  pattern: '/me/cases/:caseId',
  params: Type.Object({ caseId: Uuid }),
  config: { kind: 'page', access: [{ for: 'person' }] },
  href: (_procedure, caseId) => `/me/cases/${caseId}`,
  // One's own cases in all arrays, and within a power those of the one represented (DECISIONS 2).
  async find(request, deps) {
    const me = meOf(request);
    const own = await mine(deps.consent, me);
    const { caseId } = paramsOf(request);
    const found = await holderOfCase(deps.consent.db, own.scope, own.all, caseId);
    if (found === null) throw new RefusalError(refuseCase('NO_SUCH_CASE'));
    const { holder_id: holderId, subject_id: subjectId } = found;
    const id = subjectOf(deps)(me.personId, holderId);
    return {
      holderId,
      caseId,
      by: { kind: 'person', id, office: 'subject', subjectId, roles: [] },
      scope: personScope([subjectId]),
    };
  },
};

export const authorityOffice: Office = {
  name: 'authority',
  pattern: '/authority/holders/:holderId/cases/:caseId',
  params: Type.Object({ holderId: Uuid, caseId: Uuid }),
  config: { kind: 'page', access: [{ for: 'staff', office: 'authority', roles: ['officer'] }] },
  href: (_procedure, caseId, holderId) => `/authority/holders/${holderId}/cases/${caseId}`,
  async find(request, deps) {
    const { caseId, holderId } = paramsOf(request);
    const by = actorAt(deps, request, holderId!);
    return { holderId: holderId!, caseId, by, scope: scopeOf(by) };
  },
};
