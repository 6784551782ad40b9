import { Type } from 'typebox';
import { type App, refuseHttp, RefusalError, sendFile } from '../../platform/http/index.ts';
import { pemOf } from '../../trust/issue/index.ts';
import { type CasesDeps, citizenOffice } from '../cases/deps.ts';
import { fileAnswer, Uuid } from '../holder/deps.ts';
import { refuseCertificate } from '../../procedures/index.ts';
import { ownApplication } from './one.ts';
import { paperOfCertificate } from './paper.ts';

const params = Type.Object({ caseId: Uuid });
const querystring = Type.Object({ lang: Type.Optional(Type.String({ maxLength: 5 })) });

/** ES-13.1.1b: the certificate as files, for its owner alone and once it was handed over. */
export function certificateFiles(app: App, deps: CasesDeps): void {
  const { config } = citizenOffice;
  const handed = async (request: Parameters<typeof ownApplication>[0]) => {
    const { issued, now } = (await ownApplication(request, deps)).application;
    if (issued === null || issued.certificate === null) throw new RefusalError(refuseHttp('NOT_FOUND'));
    if (now.state.stage !== 'HANDED_OVER') throw new RefusalError(refuseCertificate('ISS_RECEIPT_MISSING'));
    return { ...issued, certificate: issued.certificate };
  };
  app.get(
    '/me/certificates/:caseId/certificate.cer',
    { config, schema: { params, response: fileAnswer } },
    async (request, reply) => {
      const { certificate } = await handed(request);
      return sendFile(reply, certificate.raw, 'application/pkix-cert', `${certificate.serial}.cer`, 'attachment');
    },
  );
  app.get(
    '/me/certificates/:caseId/certificate.pdf',
    { config, schema: { params, querystring, response: fileAnswer } },
    async (request, reply) => {
      const { certificate, record } = await handed(request);
      const data = paperOfCertificate(request.lang, certificate);
      const pdf = await deps.pdf.render('certificate', data, { timestamp: record.enteredAt });
      return sendFile(reply, pdf, 'application/pdf', `${certificate.serial}.pdf`, 'inline');
    },
  );
  app.get(
    '/me/certificates/:caseId/chain.pem',
    { config, schema: { params, response: fileAnswer } },
    async (request, reply) => {
      const { certificate, chain } = await handed(request);
      const pem = [certificate.raw, ...chain].map((one) => pemOf('CERTIFICATE', one)).join('');
      return sendFile(
        reply,
        Buffer.from(pem),
        'application/pem-certificate-chain',
        `${certificate.serial}.pem`,
        'attachment',
      );
    },
  );
}
