import { Type } from 'typebox';
import { type App, orRefuse, refuseHttp, RefusalError, sendFile } from '../../platform/http/index.ts';
import { type CasesDeps, centrePage, citizenOffice } from '../cases/deps.ts';
import { openOnce } from '../cases/open-case.ts';
import { fileAnswer, pageAnswers, Posted, Uuid } from '../holder/deps.ts';
import { type Given, textOf } from '../holder/given.ts';
import { applicationAt } from './desk.ts';
import { ownApplication } from './one.ts';
import { paperOfCertificate } from './paper.ts';

const params = Type.Object({ caseId: Uuid });
const querystring = Type.Object({ lang: Type.Optional(Type.String({ maxLength: 5 })) });

/** ES-14.4b: the owner orders a certified copy on paper; the registrar prints what is to be certified. */
export function copyPages(app: App, deps: CasesDeps): void {
  app.post(
    '/me/certificates/:caseId/copy',
    { config: citizenOffice.config, schema: { params, body: Posted, response: pageAnswers } },
    async (request, reply) => {
      const { at, application } = await ownApplication(request, deps);
      if (application.issued === null) throw new RefusalError(refuseHttp('NOT_FOUND'));
      const way = { centreId: at.holderId, by: at.by, path: `/me/certificates/${at.caseId}/copy` };
      const data = { certificateNumber: application.issued.record.serial, language: request.lang };
      const opened = await openOnce(deps, 'certificate-copy', way, data, textOf(request.body as Given, '_key'));
      return reply.redirect(`/me/cases/${orRefuse(opened)}`, 303);
    },
  );
  app.get(
    '/centre/applications/:caseId/certificate.pdf',
    { config: centrePage('registrar', 'trusted'), schema: { params, querystring, response: fileAnswer } },
    async (request, reply) => {
      const { issued } = (await applicationAt(request, deps)).application;
      if (issued === null || issued.certificate === null) throw new RefusalError(refuseHttp('NOT_FOUND'));
      const data = paperOfCertificate(request.lang, issued.certificate);
      const pdf = await deps.pdf.render('certificate', data, { timestamp: issued.record.enteredAt });
      return sendFile(reply, pdf, 'application/pdf', `${issued.record.serial}.pdf`, 'inline');
    },
  );
}
